import { Check } from '../check';
import { Finding } from '../finding';
import { failurePaths, groupTerm, inWords, LatencyPath, promiseOf, sumOf, Term, totalOf, treeOf } from '../latency-path';
import { Located } from '../located';
import { World } from '../world';

/** The first failure is told too late: the sum of scrape, evaluation, `for` and group_wait. */
export const first: Check = {
  id: 'latency/first',
  run: (world, report) => {
    const promise = promiseOf(world);
    const worst = new Map<string, { readonly at: Located; readonly path: LatencyPath; readonly terms: readonly Term[]; readonly total: number }>();
    for (const path of failurePaths(world)) {
      const slow = tooSlow(world, path, promise);
      if (slow === undefined) { continue; }
      const key = `${slow.at.document.file ?? ''} ${slow.at.object ?? ''} ${slow.at.field ?? ''}`;
      if ((worst.get(key)?.total ?? 0) < slow.total) { worst.set(key, { ...slow, path }); }
    }
    for (const { at, path, terms, total } of worst.values()) {
      // It is told at the longest term that stands somewhere; what to shorten is the longest of all.
      const [largest] = [...terms].sort((a, b) => b.seconds - a.seconds || Number(b.at === at) - Number(a.at === at));
      report(at, {
        severity: 'warning',
        what: `a failure is told after up to ${inWords(total)} where ${inWords(promise)} are promised${path.rule === undefined ? '' : `, by ${path.rule.rule.alert ?? ''}`}: ${sumOf(terms, total)}`,
        value: largest === undefined ? undefined : `${largest.name}: ${inWords(largest.seconds)}`,
        allowed: `a sum of at most ${inWords(promise)}: each of them is waited for in full when the failure comes just after it has begun`,
        fix: fixOf(largest, promise, at),
        assuming: assumingOf(terms),
      });
    }
  },
};

/** What was assumed for terms, as one sentence. */
export function assumingOf(terms: readonly Term[]): Finding['assuming'] {
  const assumptions = terms.flatMap(({ assuming }) => assuming ?? []);
  return assumptions.length === 0 ? undefined : assumptions.join('; ');
}

function tooSlow(world: World, path: LatencyPath, promise: number): { readonly at: Located; readonly terms: readonly Term[]; readonly total: number } | undefined {
  const group = groupTerm(treeOf(world, path.route), path, 'group_wait');
  // A `for` that breaks the promise alone is told by latency/for.
  const pending = path.pending === undefined || path.pending.seconds >= promise ? undefined : path.pending;
  const all = [path.scrape, path.recording, path.evaluation, pending, group].filter((each) => each !== undefined);
  // Without Alertmanager's side only what the manifests say themselves is certain.
  const terms = group === undefined ? all.filter(({ assuming }) => assuming === undefined) : all;
  const counted: LatencyPath = { scrape: terms.find((each) => each === path.scrape), recording: terms.find((each) => each === path.recording), evaluation: terms.find((each) => each === path.evaluation), pending };
  const total = totalOf(counted, group?.seconds ?? 0);
  if (total <= promise) { return undefined; }
  const [largest] = terms.filter(({ at }) => at !== undefined).sort((a, b) => b.seconds - a.seconds);
  return largest?.at === undefined ? undefined : { at: largest.at, terms, total };
}

function fixOf(largest: Term | undefined, promise: number, at: Located): string | undefined {
  const share = Math.max(1, Math.floor(promise / 6));
  switch (largest?.name) {
    case 'scrape': return largest.at?.path.some((step) => step === 'scrape_configs' || step === 'additionalScrapeConfigs') === true ? `scrape_interval: ${share}s in the job of Flagger` : `interval: ${share}s${largest.at === at ? '' : ' in the monitor of Flagger'}`;
    case 'recording': return 'record it in the alert\'s own group, before the alert';
    case 'evaluation': return `interval: ${share}s in the rule's group`;
    case 'for': return 'leave `for` out';
    case 'group_wait': return 'group_wait: 0s, and each canary as a group of its own (group_by with its name and namespace)';
    default: return undefined;
  }
}
