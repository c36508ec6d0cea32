import { mkdirSync, readFileSync } from 'node:fs';
import { EXPLAIN_HELP } from '../../lib/cli/explain-command';
import { run } from '../../lib/cli/run';
import { Project } from './project';

const canary = (name: string, namespace = 'shop'): string => `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  analysis: { interval: 30s, threshold: 5, iterations: 5 }
`;
const RULE = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: canaries, namespace: monitoring }
spec: { groups: [{ name: a, interval: 5s, rules: [{ alert: CanaryFailed, expr: 'max by (namespace, name) (flagger_canary_status) == 2' }] }] }
`;
const ALERTMANAGER = 'route: { receiver: r, group_wait: 0s }\nreceivers: [{ name: r, slack_configs: [{ channel: "#ops" }] }]\n';

describe('explain', () => {
  test.each([
    ['the output folder of cdk8s.yaml', { 'cdk8s.yaml': 'app: node app.js\noutput: out\n', 'out/a.yaml': canary('cart'), 'dist/a.yaml': canary('other') }, 'out/a.yaml:'],
    ['dist where there is no cdk8s.yaml', { 'dist/a.yaml': canary('cart') }, 'dist/a.yaml:'],
  ])('without a path it looks at %s', async (_, files, place) => {
    const { code, out, err } = await new Project(files as unknown as Record<string, string>).run('explain', 'cart');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Canary shop/cart (Deployment/cart), ${place}`);
  });

  test('it explains anybody\'s files, plain rule files and alertmanager.yaml among them', async () => {
    const { code, out } = await new Project({ 'a.yaml': canary('cart'), 'b/rule.yaml': RULE, 'c.yaml': ALERTMANAGER }).run('explain', 'shop/cart', 'a.yaml', 'b', 'c.yaml', '--scrape-interval', '10s', '--honor-labels');
    expect(code).toBe(0);
    expect(out).toMatch(/^it never becomes ready +Slack #ops +16 s +5 min 16 s +1$/m);
    expect(out).toContain('is scraped every 10 s with honorLabels, as the options say.');
  });

  test('it reads standard input', async () => {
    let out = '';
    const code = await run(['explain', 'cart', '-'], { folder: '/', out: (text) => { out += text; }, err: () => undefined, stdin: () => Promise.resolve(canary('cart')) });
    expect([code, out.split('\n')[0]]).toEqual([0, 'Canary shop/cart (Deployment/cart), <stdin>:3:19']);
  });

  test('--format mermaid and json, for other programs', async () => {
    const project = new Project({ 'dist/a.yaml': canary('cart') });
    expect((await project.run('explain', 'cart', '-f', 'mermaid')).out).toMatch(/^flowchart LR\n {2}n0\["/);
    const { canary: name, events } = JSON.parse((await project.run('explain', 'cart', '--format', 'json')).out) as { readonly canary: string; readonly events: readonly { readonly event: string; readonly nobody?: string }[] };
    expect(name).toBe('shop/cart');
    expect(events.map(({ event }) => event)).toEqual(['failed-checks', 'never-ready', 'promotion-failed', 'rolled-back', 'waiting', 'started', 'promoted', 'stuck', 'initializing', 'overweight', 'flagger-down', 'flagger-not-scraped', 'delivery-failing', 'monitoring-down', 'not-applied']);
    expect(events[0]?.nobody).toBe('no Prometheus rule about canaries is among the manifests; it has no alerts');
  });

  test('--svg writes a picture', async () => {
    const project = new Project({ 'dist/a.yaml': canary('cart'), 'cart.svg': 'an older one' });
    const { out, err, code } = await project.run('explain', 'cart', '--svg', 'cart.svg');
    expect([code, err, out.endsWith('\nThe picture is in cart.svg.\n')]).toEqual([0, '', true]);
    expect(readFileSync(project.path('cart.svg'), 'utf8')).toMatch(/^<svg [\s\S]*Who hears what of the canary shop\/cart[\s\S]*<\/svg>\n$/);
    expect((await project.run('explain', 'cart', '--svg', 'cart.svg', '-f', 'mermaid')).out).not.toContain('The picture');
  });

  test.each<[string, { readonly [path: string]: string }, readonly string[], string]>([
    ['no such canary', { 'dist/a.yaml': canary('cart') }, ['crat'], 'crat: there is no such Canary among the manifests\n  allowed: shop/cart\n  fix:     shop/cart\n'],
    ['several of a name', { 'dist/a.yaml': canary('cart'), 'dist/b.yaml': canary('cart', 'other') }, ['cart'], 'cart: several Canaries have this name\n  allowed: other/cart, shop/cart\n  fix:     canary-alerting explain other/cart\n'],
    ['no canary', { 'dist/a.yaml': RULE }, ['cart'], 'cart: there is no Canary among the manifests\n  allowed: files or folders that hold the Canary (flagger.app), beside the rules and Alertmanager\'s configuration\n  fix:     canary-alerting explain cart PATH…\n'],
    ['no file', { 'dist/a.txt': '' }, ['cart'], 'dist: there is no .yaml, .yml or .json file\n'],
    ['no folder', {}, ['cart', 'nowhere'], 'nowhere: there is no such file or folder\n'],
    ['no output yet', {}, ['cart'], 'dist: there is no such file or folder\n  fix:     canary-alerting synth, which makes it, or name a folder\n'],
    ['a picture in no folder', { 'dist/a.yaml': canary('cart') }, ['cart', '--svg', 'nowhere/x.svg'], 'nowhere/x.svg: the picture cannot be written: there is no such folder\n'],
    ['no canary named', {}, [], 'No canary is given: canary-alerting explain NAMESPACE/NAME [PATH…].\nSee canary-alerting --help.\n'],
    ['a picture that is no SVG', {}, ['cart', '--svg', 'main.ts'], '--svg is "main.ts": it is a file whose name ends in .svg, so that nothing else is overwritten.\nSee canary-alerting --help.\n'],
    ['a format that is none', {}, ['cart', '-f', 'png'], '--format is "png": it can be text, mermaid or json.\nSee canary-alerting --help.\n'],
    ['an option of another command', {}, ['cart', '--only', 'promql'], 'explain has no option --only.\nSee canary-alerting --help.\n'],
    ['a duration that is none', { 'dist/a.yaml': canary('cart') }, ['cart', '--scrape-interval', 'soon'], '--scrape-interval is "soon": it is a duration such as 30s or 1m30s.\nSee canary-alerting --help.\n'],
  ])('%s: says so, and ends with 2', async (_, files, args, err) => {
    expect(await new Project(files).run('explain', ...args)).toEqual({ code: 2, out: '', err });
  });

  test('a picture that is a folder', async () => {
    const project = new Project({ 'dist/a.yaml': canary('cart') });
    mkdirSync(project.path('x.svg'));
    expect(await project.run('explain', 'cart', '--svg', 'x.svg')).toEqual({ code: 2, out: '', err: 'x.svg: the picture cannot be written: it is a folder\n' });
  });

  test('broken YAML beside does not keep it from explaining, and is named', async () => {
    const { code, out } = await new Project({ 'dist/a.yaml': canary('cart'), 'dist/b.yaml': 'kind: [\n' }).run('explain', 'cart');
    expect(code).toBe(0);
    expect(out).toContain('Note: dist/b.yaml:2:1: it cannot be read, and may be what is missing here:');
  });

  test.each([[['explain', '--help']], [['help', 'explain']]])('%j', async (args) => {
    expect(await new Project().run(...args)).toEqual({ code: 0, out: EXPLAIN_HELP, err: '' });
  });
});
