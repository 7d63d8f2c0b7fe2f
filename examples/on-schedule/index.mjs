// A schedule may fire twice, or late: what it does should not depend on being called once.
export async function handler({ time, resources }) {
  const rule = resources[0].split('/').at(-1)
  // The time it was due, not the time it is.
  const day = time.slice(0, 10)
  console.log(`${rule}: the report of ${day}`)
  return { report: `reports/${day}.txt` }
}
