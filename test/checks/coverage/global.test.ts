import { testPage } from '../page';
import { alerts, canary, told } from '../routing/samples';

describe('coverage/global', () => {
  test.each([
    ['alerts of its own', canary(alerts('info')) + '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { slack: { url: https://a } } }\n', ['info at [{ name: a, severity: in']],
    ['no alerts', canary() + '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { slack: { url: https://a } } }\n', []],
    ['an address in the environment', canary(alerts('info')) + '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { env: [{ name: SLACK_URL, valueFrom: { secretKeyRef: { name: slack, key: url } } }] } }\n', ['info at [{ name: a, severity: in']],
    ['an empty variable', canary(alerts('info')) + '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { env: [{ name: SLACK_URL, value: "" }] } }\n', []],
    ['no global notifier', canary(alerts('info')), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/global')).toEqual(expected);
  });

  testPage('coverage/global');
});
