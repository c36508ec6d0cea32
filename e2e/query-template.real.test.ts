import { readQuery } from '../lib/flagger/query-template';
import { run } from './run';

const given: Record<string, string> = { direction: 'inbound' };

/** What Flagger itself makes of queries. */
function flagger(queries: readonly string[]): { readonly error?: string; readonly text: string }[] {
  const input = queries.map((query) => `${JSON.stringify({ query, variables: given })}\n`).join('');
  return run('flagger-oracle', [], { input }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text: string });
}

function ours(query: string): boolean {
  try {
    return readQuery('MetricTemplate/shop/errors', query).variables.every((name) => given[name] !== undefined);
  } catch {
    return false;
  }
}

describe('readQuery and Flagger agree', () => {
  test.each([
    ['what renders', true, [
      'sum(rate(errors{ns="{{ namespace }}"}[{{interval}}]))', '{{name}}{{target}}{{service}}{{ingress}}{{route}}', '{{ variables.direction }}', '{{ index variables "direction" }}',
      '{{- name -}}', '{{ name | printf "%s-x" }}', '{{ if eq name "n" }}a{{ else if not true }}b{{ else }}c{{ end }}', '{{/* foo */}}{{- /* .Bar */ -}}x', '{{ "{{" }}{{ "}}" }}{{ `{{ foo }}` }}',
      '{{ $x := name }}{{ $x }}', '{{ range $k, $v := variables }}{{ $k }}{{ . }}{{ end }}', '{{ with variables }}{{ .direction }}{{ end }}', '{{ printf "%s {{ foo }}" name }}', '{{ len name }}',
      '{{ eq name "foo bar" }}', '{{ -1 }}', 'a }} b', '{{ "a\\"}}b" }}', '{{ variables.direction | len }}',
    ]],
    ['what does not', false, [
      '{{ .Namespace }}', '{{ .namespace }}', '{{ Namespace }}', '{{ namspace }}', '{{ cluster }}', '{{ variables.missing }}', '{{ variables.a.b }}', '{{ name.first }}', '{{ namespace', '{{}}',
      '{{-name}}', '{{ name-}}', '{{ end }}', '{{ if name }}x', '{{ "open }}',
    ]],
  ])('on %s', (_, renders, queries) => {
    const answers = flagger(queries);
    expect(queries.map((query, i) => [query, answers[i]?.error === undefined, ours(query)])).toEqual(queries.map((query) => [query, renders, renders]));
  });
});
