// Called on each change, also back to OK: compare the two states.
export async function handler({ alarmData: { alarmName, state, previousState, configuration } }) {
  const metric = configuration.metrics.map(({ metricStat }) => metricStat?.metric.name).find(Boolean)
  console.log(`${alarmName} (${metric}): ${previousState.value} → ${state.value}, ${state.reason}`)
  return { page: state.value === 'ALARM' }
}
