import { findingsOf, found } from '../findings';

describe('yaml/parse', () => {
  test.each([
    ['a bracket that is not closed', 'a: [1\nb: 2\n', ['2:1 error yaml/parse: it is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['a tab for indentation', 'a:\n\tb: 1\n', ['2:1 error yaml/parse: it is not YAML: Tabs are not allowed as indentation']],
    ['a field twice', 'a: 1\na: 2\n', ['2:1 error yaml/parse: it is not YAML: Map keys must be unique']],
    ['a good document before a bad one', 'a: 1\n---\nb: "\n', ['4:1 error yaml/parse: it is not YAML: Missing closing "quote']],
    ['a map for the name of a field', 'a: 1\n? { b: 1 }\n: 2\n', ['2:3 error yaml/parse: nobody reads it: the name of a field is itself a map or a list, where it must be a text']],
    ['a list for it, merged from elsewhere', 'a: { <<: { ? [b] : 2 } }\n', ['1:14 error yaml/parse: nobody reads it: the name of a field is itself a map or a list, where it must be a text']],
    ['nothing for it', 'a: 1\n~: 2\n', ['2:1 error yaml/parse: nobody reads it: the name of a field is empty, where it must be a text']],
    ['a template that is not rendered', 'a:\n  b: {{ .Values.b }}\n', ['2:7 error yaml/parse: nobody reads it: "{{" is a map in a map here: a template must be rendered first, or its text stand in quotes']],
    ['a number that is none', 'a: 1\nb: .nan\n', ['2:4 error yaml/parse: nobody reads it: a number is infinite or none at all, which JSON does not have']],
    ['maps in names in names', `${'? '.repeat(300)}x\n`, ['1:3 error yaml/parse: nobody reads it: the name of a field is itself a map or a list, where it must be a text']],
    ['the configuration of Alertmanager in a Secret with one', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  alertmanager.yaml: |\n    route:\n      ? [a]\n      : 1\n', ['7:9 error yaml/parse: nobody reads it: the name of a field is itself a map or a list, where it must be a text']],
    ['a Secret\'s configuration that is no YAML', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { alertmanager.yaml: "route: {" }\n', ['4:43 error yaml/parse: it is not YAML: Flow map in block collection must be sufficiently indented and end with a }']],
    ['the same in base64', `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { alertmanager.yaml: ${Buffer.from('route:\n  receiver: {\nreceivers: []\n').toString('base64')} }\n`,
      ['4:28 error yaml/parse: it is not YAML: Flow map in block collection must be sufficiently indented and end with a } (line 3 of the text that is in base64 here)']],
    ['rules in a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a.rules: |\n    groups:\n    - name: a\n      rules:\n      - alert: A\n        expr: "x\n', ['11:1 error yaml/parse: it is not YAML: Missing closing "quote']],
    ['values in a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  values.yaml: |\n    alertmanager:\n    \tconfig: {}\n', ['7:5 error yaml/parse: it is not YAML: Tabs are not allowed as indentation']],
    ['values that a HelmRelease reads', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  more: |\n    x: [\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec: { valuesFrom: [{ kind: ConfigMap, name: a, valuesKey: more }] }\n',
      ['7:1 error yaml/parse: it is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['a ConfigMap that holds another language, or what a chart fills in', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a.yaml: "x: ["\n  b.yaml: "alertmanager: {{ .Values.x }}"\n', []],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'yaml/parse')).toEqual(expected);
  });

  test('a number or a truth value for the name of a field is its text', () => {
    expect(found('1: 2\ntrue: 3\n', 'yaml/parse')).toEqual([]);
  });

  test.each(['', '---\n---\n', '# nothing\n', '[]', '7', 'null', 'a: 1', '{{ .Values.x }}: y'])('%j is no reason to fall over', (text) => {
    expect(() => findingsOf(text)).not.toThrow();
  });
});
