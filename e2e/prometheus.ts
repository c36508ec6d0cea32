import { Prometheus as Started } from '../lib/drill/process/prometheus';
import { RuleFile } from './promtool';
import { tool } from './tools';

export type { Group, PrometheusAlert, Sample, Target } from '../lib/drill/process/prometheus';

/** A real Prometheus. */
export type Prometheus = Started;

export const Prometheus = {
  /**
   * Starts the one that `npm run tools` builds.
   *
   * @param config The content of prometheus.yaml; `rule_files` is set here.
   * @param rules The rule files.
   * @throws When Prometheus refuses the configuration or a rule.
   */
  start: (config: object, rules: readonly RuleFile[] = []): Promise<Started> => Started.start({ program: tool('prometheus'), config, rules }),
};
