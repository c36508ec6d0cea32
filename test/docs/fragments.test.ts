import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as lib from '../../lib';
import { Block, blocks, ROOT } from './documents';

/**
 * Code in the guides that begins in the middle: it is compiled and run with what stands around it in any main.ts. `usual` is what
 * CanaryAlerting was given before, `alerting` and `team` are there already, unless the fragment makes its own.
 */
const fragments = blocks('ts').filter(({ text }) => !/^import .* from /m.test(text));
const rooms = Object.keys(lib).filter((name) => new RegExp(`\\b${name}\\b`).test(fragments.map(({ text }) => text).join('\n')));

const HEAD = `import { Chart, Duration, Testing, YamlOutputType } from 'cdk8s';
import { ${[...new Set([...rooms, 'App', 'CanaryAlerting', 'CanaryAlertingProps', 'Channel', 'Hears', 'PrometheusStack', 'SecretKey'])].join(', ')} } from '../../lib';
import '../../lib/jest';

const usual: CanaryAlertingProps = {
  notifyWithin: Duration.seconds(30),
  channels: [Channel.slack('#on-call', { webhook: SecretKey.of('on-call', 'address'), hears: Hears.FAILURES })],
  prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
};
const made = () => new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
void Testing;
`;

/** A fragment as a function: what it needs is there, and what it names anew stays its own. */
function wrapped({ text }: Block): string {
  const bare = text.replace(/^import '.*';\n/gm, '');
  const own = /new CanaryAlerting\(/.test(bare);
  return `${HEAD}
{
  const app = made();
${own ? '' : '  const alerting = new CanaryAlerting(app, \'alerting\', usual);\n'}${/\bteam\./.test(bare) ? '  const team = alerting.addTeam(\'shop\');\n' : ''}${/\bchart\b/.test(bare) ? '  const chart = new Chart(app, \'chart\');\n' : ''}  {
${bare}
  }
  app.synth();
}
export {};
`;
}

const CANARY = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: suggest, namespace: search }
spec:
  provider: istio
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: suggest }
  service: { port: 80 }
  analysis: { interval: 30s, threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { min: 99 }, interval: 1m }] }
`;
const ALERTMANAGER = 'route: { receiver: everybody }\nreceivers: [{ name: everybody }]\n';

describe('code in the documents that begins in the middle', () => {
  let folder: string;
  let files: string[];
  beforeAll(() => {
    mkdirSync(join(ROOT, 'build'), { recursive: true });
    folder = mkdtempSync(join(ROOT, 'build', 'fragments-'));
    files = fragments.map((fragment, index) => {
      const file = join(folder, `${index}.ts`);
      writeFileSync(file, wrapped(fragment));
      return file;
    });
    writeFileSync(join(folder, 'canary.yaml'), CANARY);
    writeFileSync(join(folder, 'alertmanager.yaml'), ALERTMANAGER);
  });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  const name = ({ document, line }: Block): string => `${document}:${line}`;

  test('there is some', () => { expect(fragments.length).toBeGreaterThan(5); });

  test('it compiles', () => {
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, ROOT);
    const program = ts.createProgram(files, { ...options, noEmit: true, noUnusedLocals: false });
    const wrong = files.flatMap((file, index) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => `${name(fragments[index] as Block)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`));
    expect(wrong).toEqual([]);
  }, 60_000);

  /** All of them in one process: starting one takes longer than any of them. */
  test('it runs', () => {
    // A test of jest needs jest around it; it has been compiled.
    const run = files.map((file, index) => ({ file, at: name(fragments[index] as Block) })).filter((_, index) => !/^test\(/m.test((fragments[index] as Block).text));
    const main = join(folder, 'main.ts');
    writeFileSync(main, `const wrong: string[] = [];
for (const { file, at } of ${JSON.stringify(run)}) { try { require(file); } catch (error) { wrong.push(at + ': ' + String(error)); } }
process.stdout.write('told:' + JSON.stringify(wrong));`);
    const said = execFileSync(process.execPath, ['--import', require.resolve('tsx'), main], { cwd: folder, env: { ...process.env, CDK8S_OUTDIR: join(folder, 'dist') }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const wrong = JSON.parse(said.replace(/^[^]*told:/, '')) as string[];
    expect(wrong).toEqual([]);
  }, 120_000);
});
