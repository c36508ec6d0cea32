import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REQUEST_METRICS } from '../lib/facts/mesh-request-metrics';
import { moduleFolder } from './crds';
import versions from './versions.json';

const observers = join(moduleFolder(`github.com/fluxcd/flagger@${versions.programs.flagger.version}`), 'pkg/metrics/observers');

test.each(Object.entries(REQUEST_METRICS))('what is known of %s stands in Flagger\'s own queries', (provider, { requests, selector, error: [label, expression], durations, durationSelector, toMilliseconds }) => {
  const queries = readFileSync(join(observers, `${provider.replace(/:.*/, '')}.go`), 'utf8').replace(/\s/g, '');
  const without = (text: string): string => text.replace(/\s/g, '');
  expect(queries).toContain(without(selector));
  expect(queries).toMatch(new RegExp(`${label}!(?:~|=)"${expression.replaceAll('.', '\\.').replaceAll('*', '\\*')}"`));
  expect(queries).toContain(`${durations}_bucket{`);
  if (durationSelector !== undefined) { expect(queries).toContain(durationSelector); }
  // Traefik's requests are counted by the bucket for everything, which is the histogram's count.
  expect(queries).toContain(provider === 'traefik' ? 'le="+Inf"' : `${requests}{`);
  expect(queries.includes('by(le))*1000')).toBe(toMilliseconds === 1000);
});
