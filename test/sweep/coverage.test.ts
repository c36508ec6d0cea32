import fc from 'fast-check';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { read } from '../schema';
import { FLAGGER_CHART } from './flagger-chart';
import { COMPOSITES, KINDS } from './kinds';
import { fieldsOf, outcomeOf, pathsOf, SchemaNode, SweptKind } from './sweep';
import { UNSUPPORTED } from './unsupported';

const PAGE = resolve(__dirname, '../../docs/coverage.md');

/** Enough for every optional field of the largest kind to be given once. The seed makes the page the same each time. */
const RUNS = 800;

interface Coverage {
  readonly kind: string;
  readonly fields: readonly string[];
  readonly written: ReadonlySet<string>;
}

const coverages = KINDS.map(coverageOf);

function coverageOf(kind: SweptKind): Coverage {
  const written = new Set<string>();
  const version = new Map<string, number>();
  for (const props of fc.sample(kind.props, { seed: 1, numRuns: RUNS })) {
    const outcome = outcomeOf(kind, props);
    if (outcome.is === 'refused') { continue; }
    const served = (outcome.object as { apiVersion: string }).apiVersion.split('/')[1] as string;
    version.set(served, (version.get(served) ?? 0) + 1);
    pathsOf(outcome.object, schemaOf(kind, served)).forEach((path) => written.add(path));
  }
  const [served = ''] = [...version.keys()];
  return { kind: `${kind.group}/${served} ${kind.kind}`, fields: fieldsOf(schemaOf(kind, served)), written };
}

function schemaOf({ group, kind }: SweptKind, version: string): SchemaNode {
  return (read(group, kind).versions as unknown as { [version: string]: SchemaNode })[version] ?? {};
}

function reasonsOf(index: number): { readonly [path: string]: { readonly why: string; readonly reason: string } } {
  const { group, kind } = KINDS[index] as SweptKind;
  return UNSUPPORTED[`${group}/${kind}`] ?? {};
}

function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

describe.each(coverages.map((coverage, index) => [coverage.kind, coverage, reasonsOf(index)] as const))('%s', (_, { fields, written }, reasons) => {
  test('each field is written by its construct, or listed with the reason why not', () => {
    expect(fields.filter((path) => !written.has(path) && !Object.keys(reasons).some((parent) => isBelow(path, parent)))).toEqual([]);
  });

  test('nothing is listed that is written, or that the kind does not have', () => {
    expect(Object.keys(reasons).filter((path) => written.has(path) || !fields.includes(path))).toEqual([]);
  });
});

describe('the values of Flagger\'s chart', () => {
  const values = valuesOfFlagger();
  const isWritten = (path: string): boolean => [...values].some((each) => isBelow(each, path));
  const listed = Object.entries(FLAGGER_CHART);

  test('each that has a property is written by it, and no other is', () => {
    expect(listed.filter(([path, value]) => 'by' in value !== isWritten(path)).map(([path]) => path)).toEqual([]);
  });

  test('nothing is written that the chart does not have', () => {
    expect([...values].filter((path) => !listed.some(([each]) => isBelow(path, each)))).toEqual([]);
  });
});

/** The ways to the values that FlaggerRelease writes. */
function valuesOfFlagger(): ReadonlySet<string> {
  const [, release] = COMPOSITES.find(([name]) => name === 'FlaggerRelease') as (typeof COMPOSITES)[number];
  return new Set(fc.sample(release.props, { seed: 1, numRuns: RUNS }).flatMap((props) => {
    const outcome = outcomeOf(release, props);
    return outcome.is === 'refused' ? [] : leaves((outcome.object as { readonly spec: { readonly values: unknown } }).spec.values);
  }));
}

function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return [path]; }
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`));
}

test('docs/coverage.md says so', () => {
  const page = pageOf();
  if (process.env['UPDATE_DOCS'] !== undefined) { writeFileSync(PAGE, page); }
  expect(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '').toBe(page);
});

function pageOf(): string {
  const kinds = coverages.map((coverage, index) => ({ ...coverage, reasons: reasonsOf(index) }));
  const rows = kinds.map(({ kind, fields, written, reasons }) => {
    const unsupported = fields.filter((path) => Object.keys(reasons).some((parent) => isBelow(path, parent)));
    return `| ${kind} | ${fields.length} | ${fields.filter((path) => written.has(path)).length} | ${unsupported.length} |`;
  });
  return `# What the constructs write

Each field of each kind's CRD, walked by a test (\`test/sweep/coverage.test.ts\`): a field is *written* when objects that the constructs made in the
test have it, and all of these objects pass the CRD's schema. What is not written is listed with the reason; \`addJsonPatch\` writes any of it.
ScrapeConfig and Probe have no construct: Flagger and its canaries are pods with Services, which PodMonitor and ServiceMonitor find.
Made by \`UPDATE_DOCS=1 npx jest test/sweep/coverage\`.

| kind | fields | written | not written |
|---|---|---|---|
${rows.join('\n')}

${kinds.map(section).join('\n')}
${chartSection()}`;
}

function chartSection(): string {
  const rows = Object.entries(FLAGGER_CHART).map(([path, value]) => `| \`${path}\` | ${'by' in value ? `\`${value.by}\`` : '–'} | ${'by' in value ? '' : value.without} |`);
  return `## The values of Flagger's chart

Each value that the chart of Flagger 1.44.0 has or reads, the property of \`FlaggerRelease\` and \`FlaggerValues\` that writes it, or why none does
(\`e2e/flagger-values.real.test.ts\` holds the list to the chart). \`values\` takes the rest.

| value | property | why not |
|---|---|---|
${rows.join('\n')}
`;
}

function section({ kind, fields, written, reasons }: Coverage & { readonly reasons: ReturnType<typeof reasonsOf> }): string {
  const left = Object.entries(reasons).map(([path, { why, reason }]) => `| \`${path}\` | ${why} | ${reason} |`);
  return `## ${kind}

${left.length === 0 ? 'All of it is written.' : `| not written | | why |\n|---|---|---|\n${left.join('\n')}`}

<details><summary>Written</summary>

${collapsed(fields, written).map((path) => `\`${path}\``).join(', ')}

</details>
`;
}

/** A field whose parts are all written stands for them. */
function collapsed(fields: readonly string[], written: ReadonlySet<string>): string[] {
  const isWhole = (path: string): boolean => fields.filter((each) => isBelow(each, path)).every((each) => written.has(each));
  const shown: string[] = [];
  for (const path of fields.filter((each) => written.has(each))) {
    if (shown.some((parent) => isBelow(path, parent))) { continue; }
    if (isWhole(path) && path !== 'spec') { shown.push(path); }
  }
  return shown;
}
