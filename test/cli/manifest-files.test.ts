import { readManifests } from '../../lib/cli/manifest-files';
import { object, Project } from './project';

const read = (files: { readonly [path: string]: string }) => readManifests(new Project(files).folder, 'dist');

describe('readManifests', () => {
  test('reads every file by its path, and all objects of a file', () => {
    const files = read({
      'shop/b.yaml': `${object('one')}---\n---\n${object('two')}`,
      'a.yml': object('three'),
      'c.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"four"}}',
    });
    expect(files.map(({ path, objects }) => [path, objects.map((each) => each.metadata.name)])).toEqual([
      ['a.yml', ['three']], ['c.json', ['four']], ['shop/b.yaml', ['one', 'two']],
    ]);
  });

  test('reads scalars as Kubernetes does', () => {
    const [file] = read({ 'a.yaml': `${object('one')}data:\n  quoted: "on"\n  time: 12:30\n  day: 2001-02-03\n  flag: yes\n` });
    expect(file?.objects[0]?.data).toEqual({ quoted: 'on', time: '12:30', day: '2001-02-03', flag: true });
  });

  test('leaves out what is no object of the cluster', () => {
    expect(read({
      'a.yaml': object('one'),
      'README.md': 'not a manifest',
      'construct-metadata.json': '{"version":"1.0.0"}',
      'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    }).flatMap((file) => file.objects.map((each) => each.metadata.name))).toEqual(['one']);
  });

  test('takes the objects out of a List', () => {
    const [file] = read({ 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: one}}\n- {apiVersion: v1, kind: Secret, metadata: {name: two}}\n' });
    expect(file?.objects.map((each) => each.metadata.name)).toEqual(['one', 'two']);
  });

  test('the same name in another namespace, kind or group is another object', () => {
    expect(() => read({
      'a.yaml': [object('one'), object('one', 'other'), object('one', 'shop', 'Secret'), object('one').replace('v1', 'example.com/v1')].join('---\n'),
    })).not.toThrow();
  });

  test.each<[string, { readonly [path: string]: string }, string]>([
    ['an empty folder', {}, 'dist/: the app has written no manifest'],
    ['a folder of empty files', { 'a.yaml': '# nothing\n' }, 'dist/: the app has written no manifest'],
    ['broken YAML', { 'shop/a.yaml': 'kind: [' }, 'dist/shop/a.yaml: it is not YAML: Flow sequence in block collection'],
    ['a key twice', { 'a.yaml': 'kind: A\nkind: B\n' }, 'dist/a.yaml: it is not YAML: Map keys must be unique'],
    ['a list', { 'a.yaml': '- 1\n' }, 'dist/a.yaml: a document is not an object'],
    ['no apiVersion', { 'a.yaml': 'kind: Secret\nmetadata: {name: a}\n' }, 'dist/a.yaml: an object of kind Secret has no apiVersion'],
    ['no kind', { 'a.yaml': 'apiVersion: v1\nmetadata: {name: a}\n' }, 'dist/a.yaml: an object has no kind'],
    ['no name', { 'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {}\n' }, 'dist/a.yaml: an object of kind Secret has no metadata.name'],
    ['a name that YAML reads as a number', { 'a.yaml': object('123') }, 'dist/a.yaml: an object of kind ConfigMap has no metadata.name'],
    ['an object in two files', { 'a.yaml': object('one'), 'b/c.yaml': object('one') }, 'ConfigMap/shop/one: it is in dist/a.yaml and in dist/b/c.yaml'],
    ['an object of two versions', { 'a.yaml': 'apiVersion: x.io/v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: x.io/v2\nkind: A\nmetadata: {name: a}\n' }, 'A/a: it is twice in dist/a.yaml'],
  ])('refuses %s', (_, files, message) => {
    expect(() => read(files)).toThrow(message);
  });

  // Elsewhere there is only one such file.
  (process.platform === 'linux' ? test : test.skip)('refuses two names that are one on other file systems', () => {
    expect(() => read({ 'shop/a.yaml': object('one'), 'shop/A.yaml': object('two') }))
      .toThrow('dist/shop/a.yaml: its name differs from shop/A.yaml by upper and lower case only');
  });
});
