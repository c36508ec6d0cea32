import { join } from 'node:path';
import { stringify } from 'yaml';
import { alertingCode, GIT_REPOSITORY } from './alerting-code';
import { Answers } from './answers';
import { ciFile } from './ci';
import { OwnPackage, packageFile } from './package-file';
import { readme } from './readme';

/** A file as it is written. */
export interface NewFile {
  /** Its path, from the folder. */
  readonly path: string;
  readonly content: string;
}

/**
 * All files of the repository.
 *
 * @param up The way from the folder to the repository's root, where CI looks.
 */
export function filesOf(answers: Answers, own: OwnPackage, up: string): NewFile[] {
  const ci = ciFile(answers);
  return [
    { path: 'alerting.ts', content: alertingCode(answers) },
    { path: 'main.ts', content: MAIN },
    { path: 'alerting.test.ts', content: test(answers) },
    { path: 'cdk8s.yaml', content: 'language: typescript\napp: node --require tsx/cjs main.ts\noutput: dist\n' },
    { path: 'package.json', content: packageFile(answers, own) },
    { path: 'tsconfig.json', content: TSCONFIG },
    { path: '.gitignore', content: '# dist/ is committed: Flux reads it.\nnode_modules/\n' },
    { path: 'README.md', content: readme(answers) },
    ...(answers.git === undefined ? [] : [{ path: 'bootstrap.yaml', content: bootstrap(answers.git) }]),
    ...(ci === undefined ? [] : [{ path: join(up, ci.path), content: ci.content }]),
  ];
}

const MAIN = `import { YamlOutputType } from 'cdk8s';
import { App } from 'cdk8s-canary-alerting';
import { addAlerting } from './alerting';

// A folder for each Chart: Flux applies each when what it needs is there.
const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
addAlerting(app);
app.synth();
`;

const test = ({ promise }: Answers): string => `import { YamlOutputType } from 'cdk8s';
import { App } from 'cdk8s-canary-alerting';
import 'cdk8s-canary-alerting/jest';
import { addAlerting } from './alerting';

test('nothing in the alerting is wrong', () => {
  const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  addAlerting(app);
  expect(app).toHaveNoFindings(${promise === 30 ? '' : `{ promise: ${promise} }`});
});
`;

const TSCONFIG = `${JSON.stringify({
  compilerOptions: {
    target: 'es2022', lib: ['es2022'], module: 'node20', moduleResolution: 'node16', types: ['node', 'jest'],
    strict: true, noEmit: true, isolatedModules: true, esModuleInterop: true, skipLibCheck: true,
  },
  include: ['*.ts'],
}, undefined, 2)}\n`;

/** What Flux reads, applied by hand once. */
function bootstrap({ url, branch }: NonNullable<Answers['git']>): string {
  return `# Applied by hand, once, before dist/flux-system/Kustomization.canary-alerting.k8s.yaml.\n${stringify({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: GIT_REPOSITORY, namespace: 'flux-system' },
    spec: { url, ref: { branch }, interval: '1m', ...(url.startsWith('ssh:') && { secretRef: { name: 'canary-alerting-git' } }) },
  })}`;
}
