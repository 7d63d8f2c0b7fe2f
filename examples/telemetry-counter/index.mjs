// Each line that a function prints is an event of telemetry, beside those of Lambda itself.
export async function handler({ lines = 3 }) {
  for (let line = 1; line <= lines; line += 1) console.log(`line ${line} of ${lines}`)
  // Long enough for a batch to be sent while this still runs. What Lambda tells of its end, as platform.report, comes
  // too late: by then the environment is frozen. It is in the first batch of the next invocation.
  await new Promise((resolve) => setTimeout(resolve, 300))
  return { printed: lines }
}
