// A flow takes names with text, numbers or booleans, and reads them as $.External.name.
export async function handler({ Details: { ContactData, Parameters } }) {
  const caller = ContactData.CustomerEndpoint?.Address ?? 'unknown'
  console.log(`${ContactData.Channel} from ${caller}, order ${Parameters.order}`)
  // Eight seconds are the most that a flow waits.
  return { known: String(caller.startsWith('+1')), status: 'on its way', order: Parameters.order ?? '' }
}
