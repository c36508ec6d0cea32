import { Duration } from 'cdk8s';
import { flaggerDuration } from '../duration';
import { invalid } from '../invalid';
import { bareName } from './query-text';
import { wholeSeconds } from './whole-seconds';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** What a Keptn analysis takes. */
export interface KeptnAnalysisOptions {
  /**
   * The time that the analysis looks back on, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly duration?: Duration;

  /**
   * What the analysis is given; Flagger makes lower case of it.
   *
   * @default - none
   */
  readonly arguments?: { [name: string]: string };
}

/** Writes queries of a MetricTemplate for Keptn. */
export class KeptnQuery {
  /**
   * A KeptnMetric.
   *
   * @param namespace Its namespace; `{{ namespace }}` for the canary's.
   * @param name Its name.
   */
  public static metric(namespace: string, name: string): string {
    return `keptnmetric/${bareName('KeptnQuery.metric', 'namespace', namespace, NAME)}/${bareName('KeptnQuery.metric', 'name', name, NAME)}`;
  }

  /**
   * An Analysis of an AnalysisDefinition; 1 where it passes, 0 where it does not.
   *
   * @param namespace The definition's namespace; `{{ namespace }}` for the canary's.
   * @param definition The definition's name.
   * @param options What it is given.
   */
  public static analysis(namespace: string, definition: string, options: KeptnAnalysisOptions = {}): string {
    const at = 'KeptnQuery.analysis';
    const duration = wholeSeconds(at, 'duration', options.duration ?? Duration.minutes(1));
    const given = Object.entries(options.arguments ?? {}).map(([name, value]) => {
      const text = `${name}=${value}`;
      if (!/[;/\n]/.test(text) && text.split('=').length === 2) { return text; }
      throw invalid({
        at,
        what: 'the argument would be split',
        value: text,
        allowed: 'no ";", "/", "=" and line break: Flagger leaves such an argument out (pkg/metrics/providers/keptn.go parseQuery)',
      });
    });
    return ['analysis', bareName(at, 'namespace', namespace, NAME), bareName(at, 'definition', definition, NAME), flaggerDuration(duration), ...given.length === 0 ? [] : [given.join(';')]].join('/');
  }

  private constructor() {}
}
