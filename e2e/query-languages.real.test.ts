import { QUERY_SAMPLES } from '../test/flagger/query-samples';
import { run } from './run';

test('Flagger renders what the helpers write, with the values in their places', () => {
  const input = QUERY_SAMPLES.map(([, query]) => `${JSON.stringify({ query, variables: {} })}\n`).join('');
  const answers = run('flagger-oracle', [], { input }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text: string });
  const values: Readonly<Record<string, string>> = { name: 'podinfo', namespace: 'shop', target: 'podinfo', service: 'podinfo', ingress: 'web', route: 'podinfo', interval: '1m' };
  expect(answers).toEqual(QUERY_SAMPLES.map(([, query]) => ({ text: query.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name] ?? '?') })));
});
