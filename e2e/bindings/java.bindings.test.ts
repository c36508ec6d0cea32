import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, Said } from '../package/packed';
import { toolsFolder } from '../recipe';
import { scratchFolder } from '../scratch';
import { describeWith, dist, example, expectReadable, generated, objectsOf } from './manifests';

/** A repository of its own: in the user's, this version would stay, and be taken for the published one. */
const repository = join(toolsFolder(), 'm2');
const ours = join(repository, 'io/github/cdk8s-canary-alerting');

/** For each range of the binding's own build one version: Maven would fetch the POM of every version in it. */
const BUILD = { 'org.jetbrains:annotations': '19.0.0', 'javax.annotation:javax.annotation-api': '1.3.2' };

function exact(pom: string): string {
  const versions: Record<string, string> = { ...BUILD };
  for (const [, group, artifact, version] of readFileSync(join(example('java'), 'pom.xml'), 'utf8').matchAll(/<groupId>(.*)<\/groupId>\s*<artifactId>(.*)<\/artifactId>\s*<version>(.*)<\/version>/g)) {
    versions[`${group}:${artifact}`] = version as string;
  }
  return pom.replace(/(<groupId>(.*)<\/groupId>\s*<artifactId>(.*)<\/artifactId>\s*<version>)(\[[^<]*)/g,
    (text, start: string, group: string, artifact: string) => versions[`${group}:${artifact}`] === undefined ? text : start + versions[`${group}:${artifact}`]);
}

describeWith([['mvn', '--version'], ['javac', '-version']], 'Java', () => {
  let folder: string;
  const maven = (cwd: string, ...args: readonly string[]): Said =>
    command('mvn', ['--batch-mode', '--quiet', `-Dmaven.repo.local=${repository}`, ...args], cwd, { CDK8S_OUTDIR: join(folder, 'dist') });
  const run = (name: string, ...args: readonly string[]): Said => maven(folder, 'exec:java', `-Dexec.mainClass=com.example.canaries.${name}`, `-Dexec.args=${args.join(' ')}`);

  beforeAll(() => {
    folder = scratchFolder('java');
    mkdirSync(repository, { recursive: true });
    rmSync(ours, { recursive: true, force: true });
    const binding = generated('java');
    const published = join(folder, 'published.xml');
    cpSync(join(binding, 'pom.xml'), published);
    writeFileSync(join(binding, 'pom.xml'), exact(readFileSync(published, 'utf8')));
    expect(maven(binding, 'package', '-Dmaven.javadoc.skip', '-Dmaven.source.skip')).toMatchObject({ code: 0 });
    const [jar] = readdirSync(join(binding, 'target')).filter((file) => file.endsWith('.jar'));
    // What a user gets: the jar, and the POM with the ranges.
    expect(maven(folder, 'org.apache.maven.plugins:maven-install-plugin:3.1.1:install-file', `-Dfile=${join(binding, 'target', jar as string)}`, `-DpomFile=${published}`)).toMatchObject({ code: 0 });
    cpSync(example('java'), folder, { recursive: true });
    cpSync(join(__dirname, 'mistakes/Mistake.java'), join(folder, 'src/main/java/com/example/canaries/Mistake.java'));
    expect(maven(folder, 'compile')).toMatchObject({ code: 0 });
  });
  afterAll(() => { rmSync(ours, { recursive: true, force: true }); });

  test('makes what main.ts makes, object by object', () => {
    expect(run('Main')).toMatchObject({ code: 0 });
    expect(objectsOf(join(folder, 'dist'))).toEqual(dist());
  });

  test('says what is wrong with a value', () => {
    const { code, stdout, stderr } = run('Mistake', 'value');
    expect(code).toBe(1);
    expectReadable(stdout + stderr);
  });

  test('says what the checks find', () => {
    const { code, stdout, stderr } = run('Mistake', 'check');
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining('spec has no field canaryAnalysis')]);
  });
});
