// One answer at a time: a second post waits until the body of the first was read, and is judged only then.
import type { Runtime } from '../environment/runtime.ts'

export async function whileReading(runtime: Runtime, take: () => Promise<void>): Promise<void> {
  while (runtime.reading !== undefined) await runtime.reading
  const taking = take()
  const reading = taking.then(
    () => {},
    () => {},
  )
  runtime.reading = reading
  void reading.then(() => {
    if (runtime.reading === reading) runtime.reading = undefined
  })
  await taking
}
