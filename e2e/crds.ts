import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { readableQuotes } from '../scripts/import/quotes';
import { Manifest } from './operator';
import { environment, Recipe, recipes, toolsFolder } from './recipe';

/** A CustomResourceDefinition, as far as it is looked into here. */
export interface Crd extends Manifest {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Manifest } }[];
  };
}

/** Where upstream keeps its CRDs, in the Go module of each repository that cdk8s.yaml names. */
const FOLDERS: Readonly<Record<string, string>> = {
  'fluxcd/flagger': 'artifacts/flagger',
  'prometheus-operator/prometheus-operator': 'example/prometheus-operator-crd',
  'fluxcd/notification-controller': 'config/crd/bases',
  'fluxcd/kustomize-controller': 'config/crd/bases',
  'fluxcd/source-controller': 'config/crd/bases',
  'fluxcd/helm-controller': 'config/crd/bases',
};

/**
 * What no Go module carries: the module path of external-secrets lacks the /v2 that Go asks of its version. The files are
 * beside the clone, where its maintainers work, and nowhere else.
 */
const BESIDE: Readonly<Record<string, string>> = { 'external-secrets/external-secrets': 'external-secrets.yaml' };

const ROOT = resolve(__dirname, '..');

/** The CRDs of the releases that cdk8s.yaml pins: what imports/ and its schemas are made from, and every other kind of the same releases. */
export interface UpstreamCrds {
  readonly crds: readonly Crd[];

  /** What is missing, and why; a test says it where it needs that. */
  readonly missing: readonly string[];
}

/** Reads them from the Go modules, which `go mod download` fetches where they are not there yet. */
export function upstreamCrds(): UpstreamCrds {
  const crds: Crd[] = [];
  const missing: string[] = [];
  for (const [repository, version] of releases()) {
    const folder = FOLDERS[repository];
    if (folder !== undefined) {
      crds.push(...read(join(moduleFolder(`github.com/${repository}@${version}`), folder)));
      continue;
    }
    const file = join(ROOT, '../shared/crds', BESIDE[repository] ?? '');
    if (BESIDE[repository] !== undefined && existsSync(file)) {
      crds.push(...readFile(file));
    } else {
      missing.push(`${repository} ${version}: ${file} is not there, and no Go module has its CRDs`);
    }
  }
  return { crds, missing };
}

/** Flagger's CRDs of the release that e2e/versions.json has under a name. */
export function flaggerCrds(name: string): Crd[] {
  const { module, version } = recipes.find((each) => each.name === name) as Recipe;
  return read(join(moduleFolder(`${module}@${version}`), FOLDERS['fluxcd/flagger'] as string));
}

/** The repositories and versions of cdk8s.yaml. */
export function releases(): Map<string, string> {
  const { imports } = parse(readFileSync(join(ROOT, 'cdk8s.yaml'), 'utf8')) as { readonly imports: readonly string[] };
  return new Map(imports.map((url) => {
    const [, repository, version] = /^https:\/\/(?:raw\.githubusercontent|github)\.com\/([^/]+\/[^/]+)\/(?:releases\/download\/)?(v[^/]+)\//.exec(url) ?? [];
    if (repository === undefined || version === undefined) { throw new Error(`cdk8s.yaml: no release of GitHub: ${url}`); }
    return [repository, version];
  }));
}

/** Where a Go module is, such as `github.com/fluxcd/flagger@v1.44.0`; fetched where it is not there yet. */
export function moduleFolder(module: string): string {
  // Outside of any module: `go mod download` asks for a go.mod where there is one.
  mkdirSync(toolsFolder(), { recursive: true });
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { cwd: toolsFolder(), encoding: 'utf8', env: { ...process.env, ...environment, GOFLAGS: '' } });
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}

function read(folder: string): Crd[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().flatMap((name) => readFile(join(folder, name)));
}

function readFile(file: string): Crd[] {
  // Flagger's file has quotes that Go's reader takes and this one does not.
  return [...parseAllDocuments(readableQuotes(readFileSync(file, 'utf8')))]
    .map((document) => {
      if (document.errors[0] !== undefined) { throw new Error(`${file}: ${document.errors[0].message}`); }
      return withoutProse(document.toJS()) as Crd | null;
    })
    .filter((each): each is Crd => each?.['kind'] === 'CustomResourceDefinition');
}

/** Without the descriptions, which are most of a CRD: the API server reads it in a third of the time. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutProse); }
  if (typeof value !== 'object' || value === null) { return value; }
  // A field may be called so; then it is a schema and not a text.
  return Object.fromEntries(Object.entries(value)
    .filter(([name, each]) => name !== 'description' || typeof each !== 'string')
    .map(([name, each]) => [name, withoutProse(each)]));
}
