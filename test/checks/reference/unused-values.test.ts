import { findingsOf, found } from '../findings';

const CONFIG = 'config: {route: {receiver: x}, receivers: [{name: x}]}';
const told = (text: string): string[] => found(text, 'reference/unused-values').map((each) => each.replace('error reference/unused-values: ', ''));

describe('reference/unused-values', () => {
  test.each([
    ['configSecret', `alertmanager: {${CONFIG}, templateFiles: {a.tmpl: x}, alertmanagerSpec: {configSecret: own}}`,
      ['1:24 alertmanager.config is not used: Alertmanager runs with the Secret own', '1:87 alertmanager.templateFiles is not used: Alertmanager runs with the Secret own']],
    ['useExistingSecret', `alertmanager: {${CONFIG}, alertmanagerSpec: {useExistingSecret: true}}`, ['1:24 alertmanager.config is not used: with useExistingSecret the chart makes no Secret of it']],
    ['alertmanagerConfiguration', `alertmanager: {${CONFIG}, alertmanagerSpec: {alertmanagerConfiguration: {name: all}}}`, ['1:24 alertmanager.config is not used: Alertmanager runs with the AlertmanagerConfig all']],
    ['no Alertmanager', `alertmanager: {${CONFIG}, enabled: false}`, ['1:24 alertmanager.config is not used: alertmanager.enabled is false, and the chart makes no Alertmanager']],
    ['stringConfig without tplConfig', `alertmanager: {${CONFIG}, stringConfig: "route: {}"}`, ['1:86 alertmanager.stringConfig is not used: the chart takes it only with tplConfig']],
    ['stringConfig and config', `alertmanager: {${CONFIG}, tplConfig: true, stringConfig: "route: {}"}`, ['1:24 alertmanager.config is not used: with tplConfig the chart takes stringConfig']],
    ['a text', 'alertmanager:\n  config: |\n    route: {receiver: x}\n', ['2:11 alertmanager.config is a text: without tplConfig the chart makes a quoted text of it, which Alertmanager refuses']],
    ['a PrometheusRule in the map', 'additionalPrometheusRulesMap: {a: {kind: PrometheusRule, spec: {groups: []}}}', ['1:35 additionalPrometheusRulesMap.a has no groups of its own, but an object with a spec: none of its alerts exists']],
    ['a text in the map', 'additionalPrometheusRulesMap: {a: "groups: []"}', ['1:35 additionalPrometheusRulesMap.a has no groups of its own, but a text: none of its alerts exists']],
    ['a list for the map', 'additionalPrometheusRulesMap: [{name: a, groups: []}]', ['1:31 additionalPrometheusRulesMap is no map: the chart makes no rule of it']],
    ['an item without groups', 'prometheus: {prometheusSpec: {}}\nadditionalPrometheusRules: [{name: a, rules: []}]', ['2:29 additionalPrometheusRules[0] has no groups of its own: none of its alerts exists']],
  ])('%s', (_, text, expected) => { expect(told(text)).toEqual(expected); });

  test.each([
    `alertmanager: {${CONFIG}}`, `alertmanager: {${CONFIG}, tplConfig: true}`, 'alertmanager: {tplConfig: true, stringConfig: "route: {receiver: x}"}', 'alertmanager: {alertmanagerSpec: {configSecret: own}, config: {}}',
    'alertmanager: {config: null, stringConfig: 7, alertmanagerSpec: 8}\nadditionalPrometheusRulesMap: null', 'additionalPrometheusRulesMap: {a: {groups: []}, b: null}', 'additionalPrometheusRulesMap: {}',
  ])('nothing about %s', (text) => { expect(told(text)).toEqual([]); });

  test('a configuration that is not used is not looked at; one that is a text is', () => {
    const wrong = (text: string): string[] => findingsOf(text, { only: ['routing/receiver'] }).map(({ what, position }) => `${position?.line ?? '-'}:${position?.column ?? '-'} ${what.slice(0, 36)}`);
    const config = 'config: {route: {receiver: none, routes: []}, receivers: [{name: x}]}';
    expect(wrong(`alertmanager: {${config}}`)).toEqual(['1:43 the receiver "none" is not defined: ']);
    expect(wrong(`alertmanager: {${config}, alertmanagerSpec: {configSecret: own}}`)).toEqual([]);
    expect(wrong('alertmanager:\n  tplConfig: true\n  stringConfig: |\n    route: { receiver: none }\n    receivers: [{ name: x }]\n')).toEqual(['4:24 the receiver "none" is not defined: ']);
    expect(wrong('alertmanager:\n  tplConfig: true\n  stringConfig: |\n    route: { receiver: {{ .Values.x }} }\n    receivers: [{ name: x }]\n')).toEqual([]);
    expect(wrong('alertmanager:\n  tplConfig: true\n  config: |\n    route: { receiver: none }\n    receivers: [{ name: x }]\n')).toEqual(['4:24 the receiver "none" is not defined: ']);
  });
});
