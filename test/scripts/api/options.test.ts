import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { currentEntries } from '../../../scripts/api';
import { optionTypes } from '../../../scripts/api/options';

const root = resolve(__dirname, '../../..');

test('lib/option-types.ts is what the public types say: npm run api makes it', () => {
  expect(readFileSync(resolve(root, 'lib/option-types.ts'), 'utf8')).toBe(optionTypes(currentEntries(readFileSync(resolve(root, 'docs/api.txt'), 'utf8'))));
});

test('an interface has its bases\' options, and of types those that can be seen in a value', () => {
  const text = optionTypes([
    'struct base.Props', 'base.Props.metadata?: cdk8s.ApiObjectMetadata',
    'struct a.ThingProps < base.Props', 'a.ThingProps.name: string', 'a.ThingProps.count?: number', 'a.ThingProps.wait: cdk8s.Duration', 'a.ThingProps.parts?: array<a.Part>',
    'a.ThingProps.names?: array<string>', 'a.ThingProps.source?: a.ISource', 'a.ThingProps.inner?: base.Props', 'a.ThingProps.labels?: map<string>',
    'class a.Part', 'a.Part.new(props: a.PartProps)', 'interface a.ISource', 'class a.Git < a.ISource', 'a.Git.fromGitName(scope: X, id: string): a.ISource [static]', 'a.Git.url: string',
  ]);
  expect(text).toContain('\'a.ThingProps\': \'count:number inner:base.Props labels metadata name names:[] parts:a.Part[] source:a.ISource wait:cdk8s.Duration\',');
  expect(text).toContain('\'a.ISource\': \'a.Git.fromGitName(…)\',\n  \'a.Part\': \'new a.Part({ … })\',\n  \'cdk8s.Duration\': \'Duration.seconds(30)\',\n');
  expect(text).not.toContain('a.Git\'');
});
