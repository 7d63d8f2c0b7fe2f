// Each step is a call of its own, and each may come again: all of them have to be safe to repeat.
const steps = {
  createSecret: 'makes a new password, and stores it as AWSPENDING unless there is one',
  setSecret: 'tells the database the password that is pending',
  testSecret: 'signs in to the database with it',
  finishSecret: 'moves the label AWSCURRENT to it',
}

export async function handler({ Step, SecretId, ClientRequestToken }) {
  if (steps[Step] === undefined) throw new Error(`There is no step ${Step}.`)
  // The token names the version that is being made. On AWS each step calls Secrets Manager with both.
  console.log(`${SecretId.split(':').at(-1)}, version ${ClientRequestToken.slice(0, 8)}: ${steps[Step]}`)
}
