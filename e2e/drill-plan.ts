import { stringify } from 'yaml';
import { Cluster } from '../lib/drill/cluster';
import { Plan } from '../lib/drill/plan';
import { Programs } from '../lib/drill/programs';
import { Action, Scenario } from '../lib/drill/scenario';
import { tool } from './tools';

/** A small plan, as fast as the programs are: what the engine of the drill is tried with. */

export const programs: Programs = {
  prometheus: { name: 'prometheus', path: tool('prometheus'), version: '' },
  promtool: { name: 'promtool', path: tool('promtool'), version: '' },
  alertmanager: { name: 'alertmanager', path: tool('alertmanager'), version: '' },
};

export const cluster: Cluster = {
  canaries: [{ namespace: 'shop', name: 'cart', target: 'Deployment', maxWeight: 50, strategy: 'canary', isOurs: true }],
  flagger: { namespace: 'flagger-system', deployment: 'flagger', podLabels: { 'app.kubernetes.io/name': 'flagger' }, meshProvider: 'istio' },
};

const FAILED = { alert: 'CanaryFailed', expr: 'max by (namespace, name) (flagger_canary_status) == 2', annotations: { summary: '{{ $labels.namespace }}/{{ $labels.name }} failed' } };

const CONFIG = {
  route: { receiver: 'shop', group_by: ['alertname', 'namespace', 'name'], group_wait: '0s', group_interval: '2s', repeat_interval: '4h' },
  receivers: [{ name: 'shop', slack_configs: [{ channel: '#shop', api_url_file: '/etc/alertmanager/secrets/slack/address', title: '{{ .CommonAnnotations.summary }}', send_resolved: true }] }],
};

/** @param rules The rules beside the one of failures. */
export function planWith(rules: readonly object[] = [], config: object = CONFIG): Plan {
  return {
    prometheus: {
      // A scrape has the whole interval: on a busy machine one of a second may fail.
      global: { scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '1s' },
      scrape_configs: [{
        job_name: 'podMonitor/flagger-system/flagger/0', honor_labels: true,
        kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['flagger-system'] } }],
        relabel_configs: [
          { source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], regex: 'flagger', action: 'keep' },
          { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
        ],
        tls_config: { ca_file: '/nowhere' }, scheme: 'https',
      }],
    },
    rules: [{ name: 'shop', groups: [{ name: 'shop', interval: '1s', rules: [FAILED, ...rules] }] }],
    alertmanager: { config: stringify(config), templates: {} },
    assumptions: [],
    refused: [],
  };
}

/** A scenario of one canary. */
export function scenarioOf(steps: readonly (readonly [at: number, action: Action])[], seconds: number, more: Partial<Scenario> = {}): Scenario {
  return {
    name: 'test', about: 'A test.', canaries: ['a'], steps: steps.map(([at, action]) => ({ at, action })), expect: [], alertmanagers: 1, seconds, ...more,
  };
}
