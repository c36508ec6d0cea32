/**
 * What building a program of Kubernetes as a module takes beside what other programs take.
 *
 * Its go.mod requires modules that lie in its own repository (staging/src/k8s.io) as v0.0.0 and replaces each with that
 * folder, and no other module may do so. Each is published too: Kubernetes v1.36.3 is k8s.io/api v0.36.3.
 */

/** The replacements of the modules that Kubernetes' go.mod requires as v0.0.0, each as `old=new@version`. */
export function stagingReplaces(goMod: string, version: string): string[] {
  const modules = [...goMod.matchAll(/^\s*(k8s\.io\/\S+) v0\.0\.0(\s*\/\/.*)?$/gm)].map((match) => match[1] as string);
  if (modules.length === 0) { throw new Error(`the go.mod of Kubernetes ${version} requires nothing as v0.0.0`); }
  return modules.map((module) => `${module}=${module}@${parts(version).published}`);
}

/** Links the version in, as upstream's releases do: without it the server says v0.0.0, which clients cannot work with. */
export function versionFlag(version: string): string {
  const { major, minor } = parts(version);
  const values = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor });
  return `-ldflags=-s -w ${values.map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`).join(' ')}`;
}

function parts(version: string): { readonly major: string; readonly minor: string; readonly published: string } {
  const [, major, minor, patch] = /^v(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) { throw new Error(`no version of Kubernetes: "${version}"`); }
  return { major, minor, published: `v0.${minor}.${patch}` };
}
