import { CanaryState, Series } from './state';

/** What Prometheus knows of several canaries at a moment, each of which is in a state of its own. Each is known in the same way. */
export function together(states: readonly CanaryState[]): CanaryState {
  const [first] = states;
  if (first === undefined) { throw new Error('no canary'); }
  const series = new Map<string, Series>();
  for (const each of states.flatMap((state) => state.series)) {
    series.set(JSON.stringify([each.metric, Object.entries(each.labels).sort(([a], [b]) => a < b ? -1 : 1)]), each);
  }
  return { ...first, series: [...series.values()] };
}

/** The same canary, told twice: by two replicas of Flagger, or because two monitors scrape it. */
export function twice(state: CanaryState): CanaryState {
  return { ...state, series: [...state.series, ...state.series.flatMap((each) => 'pod' in each.labels ? [{ ...each, labels: { ...each.labels, pod: 'flagger-7d4b9c5d6f-fghij', instance: '10.0.0.3:8080' } }] : [])] };
}
