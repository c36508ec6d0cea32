import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readlinkSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OutputFolder } from '../../lib/cli/output-folder';
import { Project } from './project';

const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
/** Larger than any process id of Linux. */
const DEAD = 4_194_305;

function prepared(project: Project, files: { readonly [path: string]: string } = { 'new.yaml': 'new' }): OutputFolder {
  const output = new OutputFolder(project.path('dist'), 'dist');
  output.prepare(project.folder);
  for (const [path, content] of Object.entries(files)) { writeFileSync(join(output.fresh, path), content); }
  return output;
}

describe('OutputFolder', () => {
  test('puts the new folder in place of the last one', () => {
    const project = new Project({ 'dist/old.yaml': 'old', 'dist/same.yaml': 'same', 'dist/other.yaml': 'one' });
    const output = prepared(project, { 'new.yaml': 'new', 'same.yaml': 'same', 'other.yaml': 'two' });
    expect(project.entries()).toEqual(['dist/', expect.stringMatching(/^dist\.\d+-[0-9a-f]{6}-[0-9a-f]{8}\/$/)]);
    expect(output.swap()).toEqual({ added: 1, changed: 1, removed: 1 });
    expect(project.entries()).toEqual(['dist/']);
    expect([project.read('dist/new.yaml'), project.read('dist/other.yaml'), existsSync(project.path('dist/old.yaml'))]).toEqual(['new', 'two', false]);
  });

  test('makes the first folder, and those above it', () => {
    const project = new Project();
    const output = new OutputFolder(project.path('deploy/cluster/dist'), 'deploy/cluster/dist');
    output.prepare(project.folder);
    writeFileSync(join(output.fresh, 'new.yaml'), 'new');
    expect(output.swap()).toEqual({ added: 1, changed: 0, removed: 0 });
    expect(project.read('deploy/cluster/dist/new.yaml')).toBe('new');
  });

  test('a file that is the same keeps its time', () => {
    const project = new Project({ 'dist/same.yaml': 'same', 'dist/other.yaml': 'one' });
    const before = new Date('2020-01-01');
    for (const file of ['same', 'other']) { utimesSync(project.path(`dist/${file}.yaml`), before, before); }
    prepared(project, { 'same.yaml': 'same', 'other.yaml': 'two' }).swap();
    expect(statSync(project.path('dist/same.yaml')).mtime).toEqual(before);
    expect(statSync(project.path('dist/other.yaml')).mtime).not.toEqual(before);
  });

  test('discarding leaves the last folder as it was', () => {
    const project = new Project({ 'dist/old.yaml': 'old' });
    prepared(project).discard();
    expect(project.entries()).toEqual(['dist/']);
    expect(project.read('dist/old.yaml')).toBe('old');
  });

  test('a second rename that fails brings the last folder back', () => {
    const project = new Project({ 'dist/old.yaml': 'old' });
    const output = prepared(project);
    const swap = jest.spyOn(output as unknown as { compare: () => unknown }, 'compare').mockImplementation(() => {
      renameSync(output.fresh, project.path('gone'));
      return { added: 0, changed: 0, removed: 0 };
    });
    expect(() => output.swap()).toThrow('ENOENT');
    expect(swap).toHaveBeenCalled();
    expect(project.read('dist/old.yaml')).toBe('old');
    expect(project.entries()).toEqual(['dist/', 'gone/']);
  });

  test('of two at once the later one is there, whole', () => {
    const project = new Project({ 'dist/old.yaml': 'old' });
    const [one, two] = [prepared(project, { 'one.yaml': '1' }), prepared(project, { 'two.yaml': '2' })];
    one.swap();
    two.swap();
    expect(project.entries()).toEqual(['dist/']);
    expect([existsSync(project.path('dist/one.yaml')), project.read('dist/two.yaml')]).toEqual([false, '2']);
  });

  test('another synth that puts its folder there in between is replaced', () => {
    const project = new Project({ 'dist/old.yaml': 'old' });
    const output = prepared(project);
    const rename = jest.requireActual<typeof import('node:fs')>('node:fs').renameSync;
    const spy = jest.spyOn(jest.requireActual<typeof import('node:fs')>('node:fs'), 'renameSync').mockImplementationOnce((from, to) => {
      rename(from, to);
      project.write('dist/theirs.yaml', 'theirs');
    });
    try { output.swap(); } finally { spy.mockRestore(); }
    expect(project.entries()).toEqual(['dist/']);
    expect([project.read('dist/new.yaml'), existsSync(project.path('dist/theirs.yaml'))]).toEqual(['new', false]);
  });

  test('a link stays a link', () => {
    const project = new Project({ 'real/old.yaml': 'old' });
    symlinkSync('real', project.path('dist'));
    prepared(project).swap();
    expect([readlinkSync(project.path('dist')), project.read('real/new.yaml'), project.entries()]).toEqual(['real', 'new', ['dist', 'real/']]);
  });

  describe('what dead synths have left behind', () => {
    const day = 86_400_000;
    test.each<[string, string, boolean]>([
      ['a folder of a process that is gone', `dist.${DEAD}-${HOST}-01234567`, true],
      ['an old folder of such a process', `dist.${DEAD}-${HOST}-01234567.1.old`, true],
      ['a folder of a namesake of this process', `dist.${process.pid}-${HOST}-01234567`, true],
      ['a folder of a process that lives', `dist.${process.ppid}-${HOST}-01234567`, false],
      ['a folder of another host', `dist.${DEAD}-ffffff-01234567`, false],
      ['a folder of somebody\'s own', 'dist.backup', false],
      ['a folder of another output', `dist2.${DEAD}-${HOST}-01234567`, false],
    ])('%s', (_, name, cleared) => {
      const project = new Project({ 'dist/old.yaml': 'old', [`${name}/x.yaml`]: 'x' });
      prepared(project).discard();
      expect(project.entries()).toEqual(['dist/', ...(cleared ? [] : [`${name}/`])]);
      expect(project.read('dist/old.yaml')).toBe('old');
    });

    test('after a day it is cleared away, whoever has made it', () => {
      const project = new Project({ [`dist.${process.ppid}-${HOST}-01234567/x.yaml`]: 'x', [`dist.${DEAD}-ffffff-01234567/x.yaml`]: 'x' });
      const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + day + 1000);
      try { prepared(project).discard(); } finally { now.mockRestore(); }
      expect(project.entries()).toEqual([]);
    });

    test('killed between the two renames: the last manifests come back', () => {
      const project = new Project({ [`dist.${DEAD}-${HOST}-01234567/new.yaml`]: 'half', [`dist.${DEAD}-${HOST}-01234567.1.old/old.yaml`]: 'old' });
      prepared(project).discard();
      expect(project.entries()).toEqual(['dist/']);
      expect(project.read('dist/old.yaml')).toBe('old');
    });
  });

  test.each<[string, (project: Project) => OutputFolder, string]>([
    ['the project itself', (project) => new OutputFolder(project.folder, '.'), '.: the output folder holds the project'],
    ['a folder above the project', (project) => new OutputFolder(join(project.folder, '..'), '..'), '..: the output folder holds the project'],
    ['a file', (project) => { project.write('dist', ''); return new OutputFolder(project.path('dist'), 'dist'); }, 'dist: the output folder is a file'],
    ['a folder of sources', (project) => { project.write('lib/a/b.ts', ''); return new OutputFolder(project.path('lib'), 'lib'); }, 'lib/: the output folder holds files that no synth has made: a/b.ts'],
  ])('refuses to replace %s', (_, output, message) => {
    const project = new Project({ 'main.ts': '' });
    const before = project.entries();
    const folder = output(project);
    expect(() => { folder.prepare(project.folder); }).toThrow(message);
    expect(project.entries()).toEqual(expect.arrayContaining(before));
  });

  test('hidden files do not matter', () => {
    const project = new Project({ 'dist/.gitkeep': '' });
    mkdirSync(project.path('dist/shop'));
    writeFileSync(project.path('dist/shop/.DS_Store'), '');
    expect(prepared(project).swap()).toEqual({ added: 1, changed: 0, removed: 2 });
  });
});
