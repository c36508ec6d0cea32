import * as fc from 'fast-check';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'yaml';
import { flagger } from '../../lib';
import { asker } from '../../lib/cli/asker';
import { PROVIDERS } from '../../lib/cli/init/providers';
import { TAKEN } from '../../lib/cli/init/questions';
import { writeNew } from '../../lib/cli/init/write';
import { Interrupted } from '../../lib/cli/interrupted';
import { run } from '../../lib/cli/run';
import { Folder } from '../../lib/composite/folders';
import { explain } from '../../lib/explain';
import { MESH_PROVIDERS } from '../../lib/facts/mesh-providers';
import { REQUEST_METRICS } from '../../lib/facts/mesh-request-metrics';
import { manifestsOf, script, synthesize, typeErrors } from './init-repository';
import { commandLines, USUAL } from './init-samples';
import { Project } from './project';

const FILES = ['.github/', '.gitignore', 'README.md', 'alerting.test.ts', 'alerting.ts', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json'];
const OWN = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as { version: string; peerDependencies: Record<string, string> };

/** Runs `init` with a person who types these answers, and then Enter alone. */
async function talk(project: Project, typed: readonly string[], ...args: string[]): Promise<{ code: number; out: string; err: string; asked: string[] }> {
  const left = [...typed];
  const asked: string[] = [];
  let [out, err] = ['', ''];
  const code = await run(['init', ...args], {
    folder: project.folder, out: (text) => { out += text; }, err: (text) => { err += text; },
    ask: (question) => { asked.push(question); return Promise.resolve(left.shift() ?? ''); },
  });
  return { code, out, err, asked };
}

/** The Secrets that README.md has commands for, as `namespace/name key`. */
function secretsOfReadme(project: Project): string[] {
  return [...project.read('README.md').matchAll(/create secret generic (\S+) --namespace (\S+) --from-file=(\S+)=/g)].map(([, name, namespace, key]) => `${namespace}/${name} ${key}`).sort();
}

/** Writes, synthesizes and checks as `npm run` would; says what is wrong. */
async function walk(args: readonly string[]): Promise<{ readonly project: Project; readonly wrong: string[] }> {
  const project = new Project();
  const written = await project.run('init', ...args);
  if (written.code !== 0) { return { project, wrong: [written.err] }; }
  synthesize(project);
  const checked = await project.run(...script(project, 'check'), '--fail-on', 'info');
  const objects = manifestsOf(project);
  const needed = explain(objects as never).secrets.filter(({ secret }) => !secret.endsWith('/canary-alerting-git')).map(({ secret, keys }) => `${secret} ${keys.join()}`).sort();
  return {
    project,
    wrong: [
      ...(checked.code === 0 && checked.out.startsWith('All good') ? [] : [checked.out + checked.err]),
      ...(JSON.stringify(needed) === JSON.stringify(secretsOfReadme(project)) ? [] : [`README.md: ${secretsOfReadme(project).join(', ')}; needed: ${needed.join(', ')}`]),
      ...objects.filter(({ kind }) => kind === 'Canary').length === 1 ? [] : ['there is not one Canary'],
    ],
  };
}

describe('a repository that init writes', () => {
  test('has all that it takes, and nothing beside', async () => {
    const p = new Project();
    const { code, out, err } = await p.run('init');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Written: alerting\.ts, main\.ts, .*\n\nNext:\n {2}npm install\n {2}npm run synth/);
    expect(p.entries()).toEqual(FILES);
    expect(p.read('.gitignore')).toMatch(/^node_modules\/$/m);
    expect(JSON.parse(p.read('package.json'))).toMatchObject({ devDependencies: { 'cdk8s-canary-alerting': OWN.version, ...OWN.peerDependencies } });
    expect(p.read('package.json')).not.toContain('"*"');
  });

  test('its type is right, its checks find nothing, and its README names each Secret, whatever was said', async () => {
    const walked = [];
    for (const args of [...USUAL, ...fc.sample(commandLines, { numRuns: 20, seed: 1 })]) { walked.push({ args, ...await walk(args) }); }
    expect(walked.filter(({ wrong }) => wrong.length > 0).map(({ args, wrong }) => [args.join(' '), wrong.join('\n')])).toEqual([]);
    const sources = walked.flatMap(({ project }) => ['main.ts', 'alerting.ts', 'alerting.test.ts'].map((file) => project.path(file)));
    expect(typeErrors(sources, (walked[0] as { project: Project }).project.path('tsconfig.json'))).toEqual([]);
  }, 180_000);

  test('is what was said', async () => {
    const p = new Project();
    await p.run('init', '--team', 'checkout', '--namespace', 'checkout-prod', '--deployment', 'cart', '--port', '8080', '--provider', 'nginx', '--route', 'cart-public', '--host', 'cart.example.org',
      '--failures', 'pagerduty:it\'s on call', '--progress', 'none', '--promise', '1m', '--release', 'kps', '--monitoring', 'observability', '--flagger', 'flagger', '--git', 'git@github.com:o/r.git', '--branch', 'live');
    synthesize(p);
    const objects = manifestsOf(p) as { kind: string; metadata: { name: string; namespace: string; labels: Record<string, string> }; spec: Record<string, unknown> }[];
    const of = (kind: string): (typeof objects)[number] | undefined => objects.find((each) => each.kind === kind);
    expect(of('Canary')).toMatchObject({
      metadata: { name: 'cart', namespace: 'checkout-prod' },
      spec: { provider: 'nginx', targetRef: { name: 'cart' }, service: { port: 8080 }, ingressRef: { name: 'cart-public' }, analysis: { webhooks: [{ metadata: { cmd: expect.stringContaining('https://cart.example.org/') as string } }] } },
    });
    expect(of('PrometheusRule')).toMatchObject({ metadata: { namespace: 'observability', labels: { release: 'kps' } } });
    expect(of('PodMonitor')).toMatchObject({ metadata: { namespace: 'flagger' }, spec: { podMetricsEndpoints: [{ interval: '10s' }] } });
    expect(of('GitRepository')).toMatchObject({ metadata: { name: 'canary-alerting', namespace: 'flux-system' }, spec: { url: 'ssh://git@github.com/o/r.git', ref: { branch: 'live' }, secretRef: { name: 'canary-alerting-git' } } });
    expect(of('Kustomization')).toMatchObject({ spec: { sourceRef: { kind: 'GitRepository', name: 'canary-alerting' } } });
    expect(of('AlertProvider')).toBeUndefined();
    expect(p.read('alerting.ts')).toContain('Channel.pagerDuty(\'it\\\'s on call\', { routingKey: SecretKey.of(\'pagerduty-it-s-on-call\', \'routing-key\')');
  });

  test('CI checks what a person does, at the root of the repository', async () => {
    const p = new Project({ '.git/config': '[remote "origin"]\n\turl = https://gitlab.example.com/o/r.git\n' });
    expect(await p.run('init', 'ops/canaries')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('\n  cd ops/canaries\n') as string });
    const job = (parse(p.read('.gitlab-ci.yml')) as { 'canary-alerting': { script: string[]; rules: unknown } })['canary-alerting'];
    expect(job.rules).toEqual([{ changes: ['ops/canaries/**'] }]);
    expect(job.script.slice(0, 6)).toEqual(['cd ops/canaries', 'npm ci', 'npm run types', 'npm test', 'npm run synth', 'npm run check']);
    expect(p.read('ops/canaries/alerting.ts')).toContain('flux: { path: \'./ops/canaries/dist\' },');
    const github = new Project({ '.git/config': '' });
    await github.run('init', 'ops', '--ci', 'github');
    expect(parse(github.read('.github/workflows/canary-alerting.yml'))).toMatchObject({ on: { push: { paths: ['ops/**'] } }, jobs: { dist: { defaults: { run: { 'working-directory': 'ops' } } } } });
    // Every `npm run` in it is a script of its package.json.
    const { scripts } = JSON.parse(github.read('ops/package.json')) as { scripts: Record<string, string> };
    const named = [...github.read('.github/workflows/canary-alerting.yml').matchAll(/npm (?:run )?(\w+)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
  });

  test('where no repository is yet, --path says where the folder will be', async () => {
    const p = new Project();
    expect((await p.run('init', 'ops/canaries', '--path', './ops/canaries/')).code).toBe(0);
    expect(p.entries()).toEqual(['.github/', 'ops/']);
    expect(await p.run('init', 'else', '--path', 'ops')).toMatchObject({ code: 2, err: expect.stringContaining('--path is "ops", and the folder ') as string });
    expect((await p.run('init', 'else', '--path', 'ops', '--ci', 'none')).code).toBe(0);
    const git = new Project({ '.git/config': '' });
    expect(await git.run('init', 'a', '--path', 'b')).toMatchObject({ code: 2, err: expect.stringContaining('--path is "b", and in its git repository the folder is "a".') as string });
  });
});

describe('init writes over nothing', () => {
  test('it names the files that are there, and writes none', async () => {
    const p = new Project({ 'main.ts': 'mine', 'README.md': 'mine', 'other.txt': 'mine' });
    const { code, out, err } = await p.run('init');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('init: files are there already: main.ts, README.md\n  allowed: a folder in which none of the files is that init writes; nothing was written\n  fix:     canary-alerting init another-folder\n');
    expect(p.entries()).toEqual(['README.md', 'main.ts', 'other.txt']);
    expect(p.read('main.ts')).toBe('mine');
    expect((await p.run('init', 'another-folder')).code).toBe(0);
  });

  test('a CI file that is there is left, and the way out is named', async () => {
    const p = new Project({ '.gitlab-ci.yml': 'mine: {}' });
    expect(await p.run('init', '--ci', 'gitlab')).toMatchObject({ code: 1, err: expect.stringContaining('.gitlab-ci.yml\n') as string });
    expect((await p.run('init', '--ci', 'gitlab')).err).toContain('fix:     --ci none');
    expect(p.entries()).toEqual(['.gitlab-ci.yml']);
    expect((await p.run('init', '--ci', 'none')).code).toBe(0);
  });

  test('a link that leads nowhere is something that is there', async () => {
    const p = new Project();
    symlinkSync('/nowhere/at/all', p.path('main.ts'));
    expect(await p.run('init')).toMatchObject({ code: 1, err: expect.stringContaining('a file is there already: main.ts') as string });
  });

  test('what cannot be written leaves nothing behind', async () => {
    const p = new Project({ '.github/workflows/canary-alerting.yml/x': '' });
    expect((await p.run('init', 'new')).code).toBe(0);
    const q = new Project({ '.github': 'a file' });
    expect(await q.run('init')).toMatchObject({ code: 1, err: expect.stringContaining('a part of this path is a file') as string });
    expect(q.entries()).toEqual(['.github']);
    if (process.getuid?.() === 0) { return; }
    const r = new Project();
    mkdirSync(r.path('.github'));
    chmodSync(r.path('.github'), 0o500);
    expect((await r.run('init')).code).toBe(1);
    expect(readdirSync(r.folder)).toEqual(['.github']);
  });

  test('a failure in the middle takes back what was written before', () => {
    const p = new Project();
    // The name is free for lstat, and too long for a file: the last file fails, after all others.
    expect(() => { writeNew(p.path('new'), [{ path: 'a/b', content: '' }, { path: `c/${'x'.repeat(255)}/d`, content: '' }, { path: `c/${'x'.repeat(255)}/d/e`, content: '' }]); }).toThrow();
    expect(p.entries()).toEqual([]);
  });
});

describe('a command line of init that is wrong', () => {
  test.each([
    [['a', 'b'], 'init takes one folder: "b" is a second one.'],
    [['--team', 'Shop'], '--team is "Shop": it is at most 63 lower-case letters, digits and "-".'],
    [['--team', 'monitoring'], '--team is "monitoring": a folder of dist/ has this name already.'],
    [['--deployment', 'load-tester'], '--deployment is "load-tester"'],
    [['--deployment', 'x'.repeat(56)], 'at most 55 lower-case letters'],
    [['--port', '70000'], '--port is "70000": it is a whole number from 1 to 65535.'],
    [['--provider', 'istoi'], '--provider is "istoi": it can be istio, linkerd, '],
    [['--provider', 'istoi'], 'Did you mean istio?'],
    [['--provider', 'istio', '--route', 'x'], '--route is given, and the provider istio has none: it is for nginx, skipper, apisix, gatewayapi:v1.'],
    [['--provider', 'gatewayapi:v1', '--route', 'x'], '--route is "x": a Gateway is written namespace/name.'],
    [['--provider', 'nginx', '--host', 'https://x'], '--host is "https://x": it is the name of a host'],
    [['--failures', 'teams:x'], '--failures is "teams:x": it is written SERVICE:NAME, such as slack:#deployments; the services are slack, msteams,'],
    [['--failures', 'googlechat:x'], 'googlechat cannot hear of failures. Alertmanager has no integration for Google Chat'],
    [['--progress', 'pagerduty:x'], 'pagerduty cannot hear progress. Flagger does not post to PagerDuty'],
    [['--failures', 'slack:#a', '--progress', 'slack:#a'], 'slack:#a hears of failures; one channel hears one of the two'],
    [['--failures', 'discord:a', '--progress', 'discord:a'], 'discord:a hears of failures; one channel hears one of the two'],
    [['--failures', 'slack:#a,slack:a'], 'are one channel, or would have objects of one name'],
    [['--failures', 'slack:#a{{'], 'Alertmanager takes {{ for the beginning of a template'],
    [['--failures', 'slack:#'], 'no letter and no digit'],
    [['--failures', 'slack:a\nb'], 'all of them visible'],
    [['--failures', 'telegram:ops'], 'a chat of Telegram is a whole number'],
    [['--failures', 'email:on call'], 'it is no address'],
    [['--failures', 'email:a@example.com'], '--from is not given: e-mail needs a sender.'],
    [['--failures', 'email:a@example.com', '--from', 'b@example.com'], '--smarthost is not given'],
    [['--from', 'b@example.com'], '--from is given, and nobody hears by e-mail'],
    [['--promise', '1s'], '--promise is "1s"'],
    [['--promise', 'soon'], '--promise is "soon"'],
    [['--branch', 'x'], '--branch is given without --git'],
    [['--git', 'https://me:token@github.com/o/r'], '--git has a password or a user in it'],
    [['--git', 'ftp://x'], '--git is "ftp://x"'],
    [['--ci', 'jenkins'], '--ci is "jenkins": it can be github, gitlab or none.'],
    [['--path', '../x'], '--path is "../x"'],
    [['--teem', 'x'], 'There is no option --teem. Did you mean --team?'],
    [['--format', 'json'], 'init has no option --format.'],
    [['--team', ''], '--team is empty.'],
  ])('%j', async (args, message) => {
    const p = new Project();
    const { code, out, err } = await p.run('init', ...args);
    expect([code, out, p.entries()]).toEqual([2, '', []]);
    expect(err).toContain(message);
    expect(err).toMatch(/See canary-alerting --help\.\n$/);
  });

  test('a webhook\'s URL is not repeated', async () => {
    const { code, err } = await new Project().run('init', '--failures', 'slack:https://hooks.example.com/T0/secret');
    expect([code, err.includes('/secret'), err.includes('T0')]).toEqual([2, false, false]);
  });

  test('help', async () => {
    const { code, out } = await new Project().run('init', '--help');
    expect(code).toBe(0);
    for (const provider of Object.keys(PROVIDERS)) { expect(out).toContain(provider); }
  });
});

describe('init on a terminal', () => {
  test('asks for what no option says, and takes Enter for what it proposes', async () => {
    const p = new Project();
    const { code, asked } = await talk(p, ['checkout', '', 'cart', '8080'], '--provider', 'istio', '--promise', '1m');
    expect([code, asked.slice(0, 5)]).toEqual([0, ['Team (shop): ', 'Namespace of its canaries (checkout): ', 'Deployment that is released (podinfo): ', 'Port of its Service (9898): ', 'Who hears of failures (slack:#deployments-alert): ']]);
    expect(asked.filter((question) => /provider|Host|promise|Sender/.test(question))).toEqual([]);
    expect(p.read('alerting.ts')).toContain('addTeam(\'checkout\')');
    expect(p.read('alerting.ts')).toContain('service: { port: 8080 }');
  });

  test('asks again after an answer that is wrong', async () => {
    const p = new Project();
    const { code, asked, err } = await talk(p, ['Shop!', 'shop']);
    expect([code, asked.slice(0, 3)]).toEqual([0, ['Team (shop): ', 'Team (shop): ', 'Namespace of its canaries (shop): ']]);
    expect(err).toBe('--team is "Shop!": it is at most 63 lower-case letters, digits and "-".\n');
  });

  test('--yes asks nothing', async () => {
    expect((await talk(new Project(), [], '--yes')).asked).toEqual([]);
  });

  test('several lines at once answer several questions', async () => {
    const input = new PassThrough();
    const ask = asker(input, new PassThrough());
    const first = ask('one? ');
    input.write('1\n2\n');
    expect(await first).toBe('1');
    await new Promise(setImmediate);
    expect(await ask('two? ')).toBe('2');
    input.end();
    await expect(ask('three? ')).rejects.toThrow('The answers have ended, and nothing is written.');
  });

  test('input that ends, or Ctrl-C, writes nothing', async () => {
    const p = new Project();
    const of = (why: Error) => ({ folder: p.folder, out: () => undefined, err: () => undefined, ask: () => Promise.reject(why) });
    expect(await run(['init'], of(new Interrupted('SIGINT')))).toBe(130);
    expect(p.entries()).toEqual([]);
  });
});

describe('what init knows is what the rooms know', () => {
  test('the names that are taken', () => {
    expect(TAKEN).toEqual(expect.arrayContaining(Object.values(Folder)));
  });

  test('the providers', () => {
    const members = flagger.MeshProvider as unknown as Record<string, string>;
    for (const [name, { member, weights, route, measured }] of Object.entries(PROVIDERS)) {
      const facts = MESH_PROVIDERS[name];
      expect([members[member], facts?.weights]).toEqual([name, weights]);
      expect(facts?.requires).toBe(route === 'gateway' ? 'gatewayRefs' : route);
      expect([name, measured !== 'itself']).toEqual([name, name in REQUEST_METRICS || name === 'nginx' || name === 'skipper']);
    }
  });
});

