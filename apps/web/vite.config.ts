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
    // The server is on this machine: what a part needs is found soon enough in it, and lists of that would be a part of the first load.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((name) => name.endsWith('.css')),
    },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    // What every part needs is one piece: pieces are compressed each by itself. The machines are drawn by one view alone.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /node_modules[\\/](react|react-dom|scheduler|zustand|valibot)[\\/]|protocol[\\/]src[\\/]model[\\/](?!machine)|protocol[\\/]src[\\/]parse\.ts|web[\\/]src[\\/](store|control[\\/]ask|ui[\\/]announce|model[\\/]format)\.ts/,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': behind, '^/20\\d\\d-\\d\\d-\\d\\d/': behind, '/live': { ...behind, ws: true } },
  },
})
