import { App, Duration, YamlOutputType } from 'cdk8s';
import { CanaryAlerting, CanaryAlertingProps, Channel, Hears, PrometheusStack, SecretKey } from '../lib';

const alertingOf = (props: Partial<CanaryAlertingProps>): CanaryAlerting => new CanaryAlerting(new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), 'alerting', {
  notifyWithin: Duration.seconds(30), channels: [Channel.slack('#on-call', { webhook: SecretKey.of('on-call', 'address'), hears: Hears.FAILURES })],
  prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), ...props,
});
const ALLOWED = '  allowed: at most 63 lower-case letters, digits and "-", the first and the last no "-"';

describe('a name that is none is refused where it is said', () => {
  test.each<[string, () => unknown, string]>([
    ['a release without a namespace', () => PrometheusStack.helm({ release: 'kps' } as never), 'PrometheusStack.helm: namespace is not given\n  allowed: a value: it is required\n  fix:     namespace: \'monitoring\''],
    ['an empty namespace', () => PrometheusStack.helm({ release: 'kps', namespace: '' }), `PrometheusStack.helm: namespace is not the name of a namespace\n  value:   ""\n${ALLOWED}\n  fix:     namespace: 'monitoring'`],
    ['a namespace with a capital', () => PrometheusStack.helm({ release: 'kps', namespace: 'Observing' }), `PrometheusStack.helm: namespace is not the name of a namespace\n  value:   "Observing"\n${ALLOWED}\n  fix:     namespace: 'observing'`],
    ['a namespace that is a number', () => PrometheusStack.helm({ release: 'kps', namespace: 7 as never }), 'PrometheusStack.helm: namespace is not the name of a namespace\n  value:   7'],
    ['a namespace of 64 letters', () => PrometheusStack.helm({ release: 'kps', namespace: 'a'.repeat(64) }), 'PrometheusStack.helm: namespace is not the name of a namespace'],
    ['no release', () => PrometheusStack.helm({ namespace: 'monitoring' } as never), 'PrometheusStack.helm: release is not given'],
    ['an empty release', () => PrometheusStack.helm({ release: '', namespace: 'monitoring' }), 'PrometheusStack.helm: release is not the name of a Helm release\n  value:   ""\n  allowed: at most 53 lower-case letters'],
    ['a release of 54 letters', () => PrometheusStack.helm({ release: 'a'.repeat(54), namespace: 'monitoring' }), 'PrometheusStack.helm: release is not the name of a Helm release'],
    ['an operator without a namespace', () => PrometheusStack.operator({ alertmanager: 'main' } as never), 'PrometheusStack.operator: namespace is not given'],
    ['an operator in no namespace', () => PrometheusStack.operator({ namespace: '', alertmanager: 'main' }), 'PrometheusStack.operator: namespace is not the name of a namespace'],
    ['an operator without an Alertmanager', () => PrometheusStack.operator({ namespace: 'ops' } as never), 'PrometheusStack.operator: alertmanager is not given'],
    ['an Alertmanager with no name', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: '' }), 'PrometheusStack.operator: alertmanager is not the name of an object\n  value:   ""\n  allowed: lower-case letters, digits, "-" and "."\n  fix:     alertmanager: \'main\''],
    ['an empty Secret', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', configSecret: '' }), 'PrometheusStack.operator: configSecret is not the name of an object'],
    ['Flagger\'s', () => alertingOf({ flagger: { namespace: 'Flagger System' } }), `CanaryAlerting alerting: flagger.namespace is not the name of a namespace\n  value:   "Flagger System"\n${ALLOWED}\n  fix:     flagger: { namespace: 'flagger-system' }`],
    ['Flagger\'s, where it is installed', () => alertingOf({ flagger: { namespace: '' }, flux: {}, installFlagger: {} }), 'CanaryAlerting alerting: flagger.namespace is not the name of a namespace\n  value:   ""'],
    ['the one that it watches', () => alertingOf({ flagger: { watchNamespace: '' } }), `CanaryAlerting alerting: flagger.watchNamespace is not the name of a namespace\n  value:   ""\n${ALLOWED}\n  fix:     leave it out`],
    ['Flux\'', () => alertingOf({ flux: { namespace: 'flux_system' } }), 'CanaryAlerting alerting: flux.namespace is not the name of a namespace\n  value:   "flux_system"'],
  ])('%s', (_, make, message) => { expect(make).toThrow(message); });
});

test('a name that Helm and Kubernetes take is taken', () => {
  expect(PrometheusStack.helm({ release: 'team-a.kps', namespace: '0' })).toMatchObject({ namespace: '0', selectorLabels: { release: 'team-a.kps' } });
  expect(PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main.eu' }).configSecretName).toBe('alertmanager-main.eu');
});
