// The group says how many shall go in each zone, and of which kind; it ends none but those that are named here.
export async function handler({ CapacityToTerminate, Instances, Cause }) {
  const InstanceIDs = CapacityToTerminate.flatMap(({ AvailabilityZone, InstanceMarketOption, Capacity }) =>
    Instances.filter((one) => one.AvailabilityZone === AvailabilityZone)
      .filter((one) => one.InstanceMarketOption === InstanceMarketOption)
      .slice(0, Capacity)
      .map(({ InstanceId }) => InstanceId),
  )
  console.log(`${Cause}: ${InstanceIDs.length} of ${Instances.length} may go`)
  return { InstanceIDs }
}
