// Builds the page, and serves it with reload in development, where the server behind it does the rest.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['PLAYGROUND_SERVER'] ?? 'http://127.0.0.1:9000'
/** The browser talks to one origin; the server behind it must see its own. */
const behind = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    // What every part needs is one piece: pieces are compressed each by itself. The machines are drawn by one view alone.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /node_modules[\\/](react|react-dom|scheduler|zustand|valibot)[\\/]|protocol[\\/]src[\\/]model[\\/](?!machine)|protocol[\\/]src[\\/]parse\.ts|web[\\/]src[\\/](store|control[\\/]ask|model[\\/]format)\.ts/,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', proxy: { '/api': behind, '/2015-03-31': behind, '/live': { ...behind, ws: true } } },
})
