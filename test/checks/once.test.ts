import { ApiObject, Duration } from 'cdk8s';
import { App, CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey } from '../../lib';
import * as parser from '../../lib/alertmanager/matcher-parser';
import { checkObjects } from '../../lib/checks/run';
import * as templates from '../../lib/language/template/text';
import { explain } from '../../lib/explain';

jest.mock('../../lib/alertmanager/matcher-parser', () => ({ ...jest.requireActual<typeof parser>('../../lib/alertmanager/matcher-parser'), parseMatchers: jest.fn(jest.requireActual<typeof parser>('../../lib/alertmanager/matcher-parser').parseMatchers) }));
jest.mock('../../lib/language/template/text', () => ({ ...jest.requireActual<typeof templates>('../../lib/language/template/text'), readTemplate: jest.fn(jest.requireActual<typeof templates>('../../lib/language/template/text').readTemplate) }));

/** Teams with a channel, a route and a canary each. */
function objects(teams: number): unknown[] {
  const app = new App();
  const alerting = new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30),
    channels: [Channel.slack('#on-call', { webhook: SecretKey.of('slack', 'address'), hears: Hears.FAILURES })],
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
    flagger: { namespace: 'flagger-system' },
  });
  for (let index = 0; index < teams; index++) {
    const team = alerting.addTeam(`team-${index}`, { channels: [Channel.slack(`#team-${index}`, { webhook: SecretKey.of(`slack-${index}`, 'address'), hears: Hears.FAILURES })] });
    team.addCanary(`app-${index}`, {
      target: flagger.Target.deployment(`app-${index}`), provider: flagger.MeshProvider.ISTIO, service: { port: 8080 },
      analysis: flagger.Analysis.progressive({ interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] }),
    });
  }
  return app.node.findAll().filter((each) => ApiObject.isApiObject(each)).map((each) => (each as ApiObject).toJson() as unknown);
}

/** How often a function was called about what contains a text. */
function calls(of: unknown, about: string, run: () => unknown): number {
  const counted = of as jest.Mock<unknown, [string]>;
  counted.mockClear();
  run();
  return counted.mock.calls.filter(([text]) => text.includes(about)).length;
}

/** A route is walked by every alert, and a template is printed by every receiver: what they say hangs on neither. */
test.each([
  ['explain() reads the condition of a route', parser.parseMatchers, 'team-7', explain],
  ['the checks read the condition of a route', parser.parseMatchers, 'team-7', checkObjects],
  ['the checks read a file of templates', templates.readTemplate, '{{ define', checkObjects],
])('%s as often for 10 teams as for 40', (_, of, about, run: (manifests: unknown[]) => unknown) => {
  const often = calls(of, about, () => run(objects(10)));
  expect(often).toBeGreaterThan(0);
  expect(calls(of, about, () => run(objects(40)))).toBe(often);
});
