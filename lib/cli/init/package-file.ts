import { Answers } from './answers';

/** What is read of this package's own package.json. */
export interface OwnPackage {
  readonly version: string;
  readonly peerDependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
}

/** package.json: the version that wrote it, and beside it what that version is tested with. */
export function packageFile({ promise, git }: Answers, own: OwnPackage): string {
  const named = (names: readonly string[]): { readonly [name: string]: string } => Object.fromEntries(names.map((name) => [name, own.peerDependencies?.[name] ?? own.devDependencies?.[name] ?? '*']));
  const within = promise === 30 ? '' : ` --promise ${promise}s`;
  return `${JSON.stringify({
    private: true,
    scripts: {
      synth: `canary-alerting synth${within}`,
      check: `canary-alerting check${within} dist${git === undefined ? '' : ' bootstrap.yaml'}`,
      explain: 'canary-alerting explain',
      drill: `canary-alerting drill${within}`,
      types: 'tsc --noEmit',
      test: 'jest',
    },
    devDependencies: {
      ...named(['@types/jest', '@types/node', 'cdk8s']),
      'cdk8s-canary-alerting': own.version,
      ...named(['constructs', 'jest', 'ts-jest', 'tsx', 'typescript']),
    },
    jest: { preset: 'ts-jest', testMatch: ['<rootDir>/*.test.ts'] },
  }, undefined, 2)}\n`;
}
