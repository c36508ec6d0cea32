/** An hour of two canaries, made up, as Flagger's metrics would tell it: a release that is promoted, a blue/green one, and one that is rolled back. */

interface Told { readonly metric: string; readonly labels: Readonly<Record<string, string>>; readonly at: (minute: number) => number | undefined }

const cart = { namespace: 'checkout', name: 'cart' };
const suggest = { namespace: 'search', name: 'suggest' };
/** From the beginning of the rollout, in minutes. */
const steps = (begun: number, minute: number): number => Math.min(50, 10 + 10 * Math.floor((minute - begun) / 2.5));

function cartWeight(minute: number): number {
  if (minute >= 5 && minute < 18) { return steps(5, minute); }
  return minute >= 36 && minute < 45 ? Math.min(30, steps(36, minute)) : 0;
}

function cartStatus(minute: number): number {
  if ((minute >= 5 && minute < 20) || (minute >= 36 && minute < 45)) { return 0; }
  return minute >= 45 ? 2 : 1;
}

/** The last value that an analysis got: it stays when there is none. */
function measured(minute: number): number | undefined {
  if (minute < 5) { return undefined; }
  const at = minute < 36 ? Math.min(minute, 18) : Math.min(minute, 45);
  return (at >= 38 ? 99.4 - (at - 38) * 0.35 : 99.8) + noise(at);
}

/** Uneven, and the same each time. */
const noise = (minute: number): number => (Math.sin(minute * 12.9898) * 43758.5453 % 1) * 0.12;

const TOLD: readonly Told[] = [
  { metric: 'flagger_canary_status', labels: cart, at: cartStatus },
  { metric: 'flagger_canary_status', labels: suggest, at: (minute) => minute >= 12 && minute < 22 ? 0 : 1 },
  { metric: 'flagger_canary_weight', labels: { namespace: 'checkout', workload: 'cart' }, at: cartWeight },
  { metric: 'flagger_canary_weight', labels: { namespace: 'checkout', workload: 'cart-primary' }, at: (minute) => 100 - cartWeight(minute) },
  { metric: 'flagger_canary_metric_analysis', labels: { ...cart, metric: 'request-success-rate' }, at: measured },
  { metric: 'ALERTS', labels: { ...cart, alertname: 'CanaryFailed', alertstate: 'firing', component: 'canary-alerting', severity: 'critical' }, at: (minute) => minute >= 45 ? 1 : undefined },
];

/** The hour before a moment, in the text format that promtool takes: a sample every 15 seconds. */
export function samples(end: number): string {
  const metrics = [...new Set(TOLD.map(({ metric }) => metric))];
  const lines = metrics.flatMap((metric) => [`# TYPE ${metric} gauge`, ...TOLD.filter((each) => each.metric === metric).flatMap(({ labels, at }) => {
    const name = `${metric}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(',')}}`;
    return Array.from({ length: 241 }, (_, index) => index / 4).flatMap((minute) => at(minute) === undefined ? [] : [`${name} ${at(minute)} ${end - 3600 + minute * 60}`]);
  })]);
  return `${lines.join('\n')}\n# EOF\n`;
}
