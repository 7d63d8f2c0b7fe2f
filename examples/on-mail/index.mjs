// The text of the mail is not in the event: another action of the rule puts it into S3, by the mail's id.
export async function handler({ Records: [{ ses }] }) {
  const { mail, receipt } = ses
  const verdicts = [receipt.spamVerdict, receipt.virusVerdict, receipt.dkimVerdict]
  const suspicious = verdicts.some(({ status }) => status === 'FAIL')
  console.log(`${mail.commonHeaders.subject} from ${mail.source}${suspicious ? ', suspicious' : ''}`)
  // It is looked at where the rule waits for the function (RequestResponse).
  return { disposition: suspicious ? 'STOP_RULE_SET' : 'CONTINUE' }
}
