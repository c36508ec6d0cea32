import { stringify } from 'yaml';
import { metricQueries, renderings } from '../lib/checks/metric-query';
import { Document } from '../lib/checks/document';
import { readWorld } from '../lib/checks/read';
import { checkFiles } from '../lib/checks/run';
import { Random } from '../test/checks/random';
import { run } from './run';

/** Queries of metrics, as the checks and as Flagger's own package fill them in. */

const PIECES = [
  '{{ name }}', '{{namespace}}', '{{- target -}}', '{{ service}}', ' {{ ingress -}} ', '{{ route }}', '[{{ interval }}]', '{{ variables.a }}', '{{ index variables "b" }}', '{{/* x */}}', '{{ "{{" }}', '{{ variables.none }}',
  '{{ .Name }}', '{{ nam }}', '{{ name.x }}', '{{ if true }}y{{ end }}', '{{', '}}', '{{ }}', '{{ $x }}', '{{ end }}', 'sum(', 'x{a="', '"}', ') ', '\n', ' ', '{', '}', '#', '"', '{{ printf "%s" name }}', '{{-name}}', '{{ name-}}', '{{ variables.a.b }}',
];
const variables = { a: 'one', b: 'two' };

test('a query is filled in as Flagger does it, and refused where Flagger refuses it', () => {
  const random = new Random(7);
  const queries = [...new Set(Array.from({ length: 2000 }, () => `q${Array.from({ length: 1 + random.below(5) }, () => random.pick(PIECES)).join('')}`))];
  const answers = run('flagger-oracle', [], { input: queries.map((query) => `${JSON.stringify({ query, variables })}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text: string });
  let refused = 0;
  let filled = 0;
  const differ = queries.flatMap((query, index): unknown[] => {
    const theirs = answers[index];
    const text = [
      { apiVersion: 'flagger.app/v1beta1', kind: 'MetricTemplate', metadata: { name: 'm', namespace: 'shop' }, spec: { provider: { type: 'graphite' }, query } },
      {
        apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'podinfo', namespace: 'shop' },
        spec: { targetRef: { name: 'podinfo' }, ingressRef: { name: 'web' }, analysis: { metrics: [{ name: 'm', interval: '1m', templateRef: { name: 'm' }, templateVariables: variables }] } },
      },
    ].map((each) => stringify(each)).join('---\n');
    const errors = checkFiles([{ path: 'a.yaml', text }], { only: ['promql/query', 'reference/template-variable'] }).filter(({ severity }) => severity === 'error');
    if (theirs?.error !== undefined) { refused += 1; return errors.length > 0 ? [] : [{ query, theirs: theirs.error }]; }
    if (errors.length > 0) { return [{ query, theirs: theirs?.text, mine: errors.map(({ what }) => what) }]; }
    const [rendered] = metricQueries(readWorld(Document.read(text), {})).flatMap(renderings);
    // An action that is none of the simple ones is left to Go.
    if (rendered === undefined) { return []; }
    filled += 1;
    return rendered.text === theirs?.text ? [] : [{ query, theirs: theirs?.text, mine: rendered.text }];
  });
  expect(differ.slice(0, 5)).toEqual([]);
  expect(refused).toBeGreaterThan(500);
  expect(filled).toBeGreaterThan(200);
});
