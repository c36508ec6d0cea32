import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestYaml } from '../../lib/manifest-yaml';

/** An object, and the file that it is in. */
export interface Made { readonly file: string; readonly object: { readonly kind: string; readonly metadata: { readonly name: string }; readonly [field: string]: unknown } }

/**
 * The same manifests for other tools, as somebody would write them there: what each canary has and the team's load tester as templates, made out of those of the first team;
 * what is there once as it is.
 */
export function writePeers(folder: string, made: readonly Made[], canaries: number, size: number): void {
  const first = made.filter(({ file }) => file === 'team-0');
  const perCanary = first.filter(({ object }) => object.metadata.name === 'app-0').map(({ object }) => object);
  const perTeam = first.filter(({ object }) => !/^app-\d+$/.test(object.metadata.name)).map(({ object }) => object);
  const extras = made.filter(({ file }) => !file.startsWith('team-'));
  if (perCanary.length === 0) { throw new Error('there is no canary in the first team'); }
  const shared = { canaries, size, extras };
  mkdirSync(join(folder, 'helm', 'templates'), { recursive: true });
  mkdirSync(join(folder, 'kustomize'), { recursive: true });
  writeFileSync(join(folder, 'extras.json'), JSON.stringify(extras.map(({ object }) => object)));
  writeFileSync(join(folder, 'plain.js'), javaScript(perCanary, perTeam, shared, `const dump = require(process.env.BENCH_JS_YAML).dump, fs = require('fs'), path = require('path');
fs.mkdirSync(process.argv[2], { recursive: true });
for (const [file, objects] of files()) { fs.writeFileSync(path.join(process.argv[2], file + '.yaml'), objects.map((each) => dump(each)).join('---\\n')); }
`));
  writeFileSync(join(folder, 'cdk8s.js'), javaScript(perCanary, perTeam, shared, `const { ApiObject, Chart } = require(process.env.BENCH_CDK8S), { App } = require(process.env.BENCH_APP);
const app = new App({ outdir: process.argv[2] });
for (const [file, objects] of files()) {
  const chart = new Chart(app, file);
  for (const object of objects) { new ApiObject(chart, object.kind + '-' + object.metadata.name, object); }
}
app.synth();
`));
  writeHelm(join(folder, 'helm'), perCanary, perTeam, shared);
  writeFileSync(join(folder, 'manifests.jsonnet'), jsonnet(perCanary, perTeam, shared));
  writeKustomize(join(folder, 'kustomize'), made);
}

interface Shared { readonly canaries: number; readonly size: number; readonly extras: readonly Made[] }

/** The texts with `app-0` and `team-0` in them, made by what stands in a language's strings. */
function literal(value: unknown, text: (parts: string) => string): string {
  if (typeof value === 'string') { return text(value); }
  if (Array.isArray(value)) { return `[${value.map((each) => literal(each, text)).join(', ')}]`; }
  if (typeof value === 'object' && value !== null) { return `{ ${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${literal(each, text)}`).join(', ')} }`; }
  return JSON.stringify(value);
}

const filled = (text: string, app: string, team: string): string => text.replaceAll('app-0', app).replaceAll('team-0', team);

function javaScript(perCanary: readonly object[], perTeam: readonly object[], { canaries, size, extras }: Shared, rest: string): string {
  const text = (value: string): string => /app-0|team-0/.test(value) ? `\`${filled(value.replace(/[\\`$]/g, '\\$&'), '${app}', '${team}')}\`` : JSON.stringify(value);
  const byFile = new Map<string, unknown[]>();
  for (const { file, object } of extras) { byFile.set(file, [...byFile.get(file) ?? [], object]); }
  return `const perCanary = (app, team) => (${literal(perCanary, text)});
const perTeam = (team) => (${literal(perTeam, text)});
function files() {
  const found = ${JSON.stringify([...byFile])};
  for (let first = 0; first < ${canaries}; first += ${size}) {
    const team = 'team-' + first / ${size}, objects = perTeam(team);
    for (let index = first; index < Math.min(first + ${size}, ${canaries}); index++) { objects.push(...perCanary('app-' + index, team)); }
    found.push([team, objects]);
  }
  return found;
}
${rest}`;
}

function writeHelm(folder: string, perCanary: readonly object[], perTeam: readonly object[], { canaries, size, extras }: Shared): void {
  // Templates of Prometheus are texts to Helm.
  const asText = (yaml: string): string => yaml.replace(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`);
  const yaml = (objects: readonly object[], app: string): string => objects.map((each) => `---\n${filled(asText(manifestYaml(each, 'x')), app, '{{ $team }}')}`).join('');
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 0.1.0\n');
  writeFileSync(join(folder, 'values.yaml'), `canaries: ${canaries}\nsize: ${size}\n`);
  writeFileSync(join(folder, 'extras.txt'), extras.map(({ object }) => `---\n${manifestYaml(object, 'x')}`).join(''));
  writeFileSync(join(folder, 'templates', 'all.yaml'), `{{- $size := int .Values.size }}{{- $last := int .Values.canaries }}
{{- range $number := until (div (add $last $size -1) $size | int) }}
{{- $team := printf "team-%d" $number }}
${yaml(perTeam, '')}
{{- range $index := untilStep (mul $number $size | int) (min (mul (add $number 1) $size) $last | int) 1 }}
{{- $app := printf "app-%d" $index }}
${yaml(perCanary, '{{ $app }}')}
{{- end }}
{{- end }}
{{ .Files.Get "extras.txt" }}
`);
}

function jsonnet(perCanary: readonly object[], perTeam: readonly object[], { canaries, size }: Shared): string {
  const text = (value: string): string => /app-0|team-0/.test(value) ? filled(JSON.stringify(value), '" + app + "', '" + team + "') : JSON.stringify(value);
  return `local perCanary(app, team) = ${literal(perCanary, text)};
local perTeam(team) = ${literal(perTeam, text)};
local size = ${size}, last = ${canaries};
{
  ['team-' + number + '.yaml']: std.manifestYamlStream(
    perTeam('team-' + number) + [each for index in std.range(number * size, std.min((number + 1) * size, last) - 1) for each in perCanary('app-' + index, 'team-' + number)],
    c_document_end=false, quote_keys=false)
  for number in std.range(0, std.ceil(last / size) - 1)
} + { 'extras.yaml': std.manifestYamlStream(import 'extras.json', c_document_end=false, quote_keys=false) }
`;
}

/** kustomize makes nothing out of templates: it gets the manifests themselves, and puts them together. */
function writeKustomize(folder: string, made: readonly Made[]): void {
  const byFile = new Map<string, string[]>();
  for (const { file, object } of made) { byFile.set(file, [...byFile.get(file) ?? [], manifestYaml(object, 'x')]); }
  for (const [file, texts] of byFile) { writeFileSync(join(folder, `${file}.yaml`), texts.join('---\n')); }
  writeFileSync(join(folder, 'kustomization.yaml'), manifestYaml({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...byFile.keys()].map((file) => `${file}.yaml`) }, 'x'));
}
