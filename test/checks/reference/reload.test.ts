import { testPage } from '../page';
import { foundIn, object } from './manifests';

const monitor = (kind: 'PodMonitor' | 'ServiceMonitor', endpoint: string, more = ''): string =>
  object(kind, 'shop/cart', `spec: {selector: {matchLabels: {app: cart}}, ${kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints'}: [{${endpoint}}]${more}}`);
const ENDS = ': Prometheus loads no configuration any more, for anybody';

describe('reference/reload', () => {
  test.each([
    ['a port that is no expression', monitor('PodMonitor', 'port: "("'), `error PodMonitor/shop/cart spec.podMetricsEndpoints[0].port: the port of PodMonitor cart is no regular expression, and no name of a port${ENDS}`],
    ['a container\'s port that is none', monitor('ServiceMonitor', 'targetPort: "*"'), `error ServiceMonitor/shop/cart spec.endpoints[0].targetPort: the port of ServiceMonitor cart is no regular expression, and no name of a port${ENDS}`],
    ['what Perl reads and RE2 does not', monitor('PodMonitor', 'port: "(?=http)"'), `error PodMonitor/shop/cart spec.podMetricsEndpoints[0].port: the port of PodMonitor cart is no regular expression, and no name of a port${ENDS}`],
    ['an interval of centuries', monitor('PodMonitor', 'port: http, interval: 200000d'), `error PodMonitor/shop/cart spec.podMetricsEndpoints[0].interval: PodMonitor cart has an interval that Prometheus cannot count${ENDS}`],
    ['a label without a name', monitor('PodMonitor', 'port: http', ', podTargetLabels: [app, ""]'), `error PodMonitor/shop/cart spec.podTargetLabels[1]: PodMonitor cart copies a label without a name${ENDS}`],
    ['one of a Service', monitor('ServiceMonitor', 'port: http', ', targetLabels: [""]'), `error ServiceMonitor/shop/cart spec.targetLabels[0]: ServiceMonitor cart copies a label without a name${ENDS}`],
    ['a format twice', monitor('PodMonitor', 'port: http', ', scrapeProtocols: [PrometheusProto, PrometheusProto]'), `error PodMonitor/shop/cart spec.scrapeProtocols[1]: PodMonitor cart asks for a format twice${ENDS}`],
  ])('%s', (_, text, expected) => { expect(foundIn('reference/reload', [text])).toEqual([expected]); });

  test.each([
    ['the name of a port', monitor('PodMonitor', 'port: http-metrics')],
    ['a port that is an expression', monitor('PodMonitor', 'port: "http.*"')],
    ['a number', monitor('ServiceMonitor', 'targetPort: 8080')],
    ['a targetPort that is not read beside a port', monitor('ServiceMonitor', 'port: http, targetPort: "("')],
    ['a port that is filled in', monitor('PodMonitor', 'port: "${PORT}"')],
    ['a variable of the config reloader, there or not', monitor('PodMonitor', 'port: http, params: {module: ["$(HOME)", "$(UNSET)"]}')],
    ['a long interval', monitor('PodMonitor', 'port: http, interval: 100000d')],
  ])('nothing about %s', (_, text) => { expect(foundIn('reference/reload', [text])).toEqual([]); });

  testPage('reference/reload');
});
