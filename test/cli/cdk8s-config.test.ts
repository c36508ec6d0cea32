import { readCdk8sConfig } from '../../lib/cli/cdk8s-config';
import { Project } from './project';

describe('readCdk8sConfig', () => {
  test.each([
    ['app and output', 'app: node app.js\noutput: manifests\n', { app: 'node app.js', output: 'manifests', validations: false }],
    ['what else cdk8s reads', 'language: typescript\napp: node app.js\nimports: [k8s]\n', { app: 'node app.js', output: undefined, validations: false }],
    ['validation plugins', 'app: x\nvalidations: validations.yaml\n', { app: 'x', output: undefined, validations: true }],
    ['an empty file', '# nothing yet\n', { app: undefined, output: undefined, validations: false }],
  ])('reads %s', (_, text, config) => {
    expect(readCdk8sConfig(new Project({ 'cdk8s.yaml': text }).folder)).toEqual(config);
  });

  test('is undefined where there is no file', () => {
    expect(readCdk8sConfig(new Project().folder)).toBeUndefined();
  });

  test.each([
    ['what is no YAML', 'app: [', 'cdk8s.yaml: it is not YAML: Flow sequence'],
    ['a list', '- app', 'cdk8s.yaml: it is not a map'],
    ['an app that is no text', 'app: [node, app.js]', 'cdk8s.yaml: app is not a text\n  value:   ["node","app.js"]'],
    ['an empty output', 'output: ""', 'cdk8s.yaml: output is not a text\n  value:   ""'],
    ['Helm', 'synthConfig: { format: helm, chartApiVersion: v2 }', 'cdk8s.yaml: synthConfig.format is helm'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readCdk8sConfig(new Project({ 'cdk8s.yaml': text }).folder)).toThrow(message);
  });
});
