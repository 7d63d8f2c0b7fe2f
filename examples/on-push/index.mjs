// A push may move several branches and tags.
export async function handler({ Records }) {
  for (const { eventSourceARN, userIdentityARN, codecommit } of Records) {
    const repository = eventSourceARN.split(':').at(-1)
    const who = userIdentityARN.split('/').at(-1)
    for (const { ref, commit, deleted } of codecommit.references)
      console.log(
        `${who} ${deleted === true ? 'deleted' : 'pushed to'} ${repository}, ${ref.replace('refs/heads/', '')} ${commit.slice(0, 7)}`,
      )
  }
}
