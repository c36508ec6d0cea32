import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from './manifests';
import { inScratchFolder } from './scratch';

test('reads every document of every YAML file, and nothing else', () => {
  inScratchFolder('manifests', (folder) => {
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'b', 'two.yaml'), 'kind: B\nspec:\n  at: "12:30"\n---\nkind: C\n---\n');
    writeFileSync(join(folder, 'a.yaml'), 'kind: A\n');
    writeFileSync(join(folder, 'README.md'), '# no: [manifest');
    expect(readManifests(folder)).toEqual([{ kind: 'A' }, { kind: 'B', spec: { at: '12:30' } }, { kind: 'C' }]);
  });
});
