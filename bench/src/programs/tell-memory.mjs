// Loaded ahead of the server: tells on SIGUSR2 what is in use once the garbage is gone.
let told = 0
process.on('SIGUSR2', () => {
  globalThis.gc()
  told += 1
  process.stdout.write(`heap ${told} is ${(process.memoryUsage().heapUsed / 1024 / 1024).toFixed(2)} MB\n`)
})
