import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { invalid } from '../../lib/invalid';
import { Crd, parseCrds } from './crd';
import { WANTED } from './wanted';

const OFFLINE = 'npm run import -- --from DIR, where DIR holds the CRD files of those releases';

/** The CRDs of a folder's YAML files; a file's name says nothing. */
export function crdsFromFolder(folder: string): Crd[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw invalid({ at: '--from', what: 'there is no such folder', value: folder, fix: 'name the folder that holds the CRD files' });
  }
  const files = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
  if (files.length === 0) {
    throw invalid({ at: '--from', what: 'the folder holds no YAML file', value: folder, allowed: '*.yaml, *.yml or *.json, not in sub-folders' });
  }
  return files.flatMap((name) => someCrds(readFileSync(path.join(folder, name), 'utf8'), path.join(folder, name)));
}

/** The CRDs of the releases that cdk8s.yaml pins. */
export async function crdsFromUrls(urls: readonly string[]): Promise<Crd[]> {
  const found: Crd[] = [];
  for (const url of urls) { found.push(...someCrds(await download(url), url)); }
  return found;
}

/** The `imports:` list of cdk8s.yaml. */
export function pinnedUrls(cdk8sYaml: string): string[] {
  const config = parse(readFileSync(cdk8sYaml, 'utf8')) as { readonly imports?: unknown } | null;
  const urls = config?.imports;
  if (Array.isArray(urls) && urls.length > 0 && urls.every((url) => typeof url === 'string' && /^https?:\/\//.test(url))) { return urls as string[]; }
  throw invalid({ at: cdk8sYaml, what: 'imports is not a list of URLs', value: urls, allowed: 'http:// or https:// URLs of files that hold CRDs' });
}

/** The CRDs of the kinds that we use, each once, ordered by group and kind; the others are left out. */
export function wantedCrds(crds: readonly Crd[], input: string): Crd[] {
  return WANTED.flatMap(({ group, kinds }) => kinds.map((kind) => {
    const [crd, second] = crds.filter((each) => each.group === group && each.kind === kind);
    if (crd === undefined) {
      throw invalid({ at: input, what: `no CustomResourceDefinition of ${kind}.${group} is there`, fix: 'add the file that defines it' });
    }
    if (second !== undefined) {
      throw invalid({
        at: input,
        what: `${kind}.${group} is defined twice`,
        value: [crd.origin, second.origin],
        fix: 'keep the one of the pinned release',
      });
    }
    if (crd.versions.length === 0) { throw invalid({ at: crd.origin, what: `${kind}.${group} has no served version` }); }
    return crd;
  }));
}

function someCrds(text: string, origin: string): Crd[] {
  const crds = parseCrds(text, origin);
  if (crds.length > 0) { return crds; }
  throw invalid({ at: origin, what: 'there is no CustomResourceDefinition in it', fix: 'remove the file, or name the one that holds the CRD' });
}

async function download(url: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    const { message, cause } = error as Error;
    throw invalid({ at: url, what: `cannot be reached: ${cause instanceof Error && cause.message !== '' ? cause.message : message}`, fix: OFFLINE });
  }
  if (!response.ok) {
    throw invalid({ at: url, what: `answers ${response.status} ${response.statusText}`, fix: `mend the URL in cdk8s.yaml, or ${OFFLINE}` });
  }
  return response.text();
}
