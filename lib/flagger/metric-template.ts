import { Construct, IConstruct } from 'constructs';
import * as k8s from '../../imports/flagger.app';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { MetricProvider } from './metric-provider';
import { readQuery } from './query-template';

/** A query that canaries check: a MetricTemplate, ours or one that exists. */
export interface IMetricTemplate extends IConstruct {
  /** The MetricTemplate's name. */
  readonly name: string;

  /** The MetricTemplate's namespace; a canary without one looks in its own. */
  readonly namespace?: string;
}

/** What a MetricTemplate takes. */
export interface MetricTemplateProps extends ResourceProps {
  /** The system that is queried. */
  readonly provider: MetricProvider;

  /**
   * The query, in that system's language, as a Go template. Its functions are `{{ name }}` (of the Canary), `{{ namespace }}`,
   * `{{ target }}`, `{{ service }}`, `{{ ingress }}`, `{{ route }}`, `{{ interval }}` and `{{ variables.x }}`. It must give one
   * number: of several series Prometheus' last counts, and none is a failed check.
   */
  readonly query: string;
}

/** Makes a MetricTemplate (flagger.app/v1beta1): a query that any canary may refer to. */
export class MetricTemplate extends Resource implements IMetricTemplate {
  /**
   * Refers to a MetricTemplate that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The MetricTemplate's name.
   * @param namespace The MetricTemplate's namespace; the canary's own unless given.
   */
  public static fromMetricTemplateName(scope: Construct, id: string, name: string, namespace?: string): IMetricTemplate {
    return new ExistingMetricTemplate(scope, id, name, namespace);
  }

  /** The system that is queried, and the Secret's keys that it needs. */
  public readonly provider: MetricProvider;

  /** The query. */
  public readonly query: string;

  /** The names that the query takes from `templateVariables`. */
  public readonly variables: string[];

  public constructor(scope: Construct, id: string, props: MetricTemplateProps) {
    super(scope, id, k8s.MetricTemplate.GVK, props);
    present(this.reference, props, { provider: 'flagger.MetricProvider.prometheus({ … })', query: '\'…\'' });
    checkOptions(this.reference, 'flagger.MetricTemplateProps', props);
    this.provider = props.provider;
    this.query = props.query;
    this.variables = readQuery(this.reference, props.query).variables;
    props.provider._checkQuery(this.reference, props.query);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return { spec: k8s.toJson_MetricTemplateSpec({ provider: this.provider._toSpec(), query: this.query }) };
  }

  /**
   * Refuses a check that leaves a variable of the query open.
   *
   * @internal
   */
  public _checkVariables(at: string, given: { readonly [name: string]: string }): void {
    const missing = this.variables.filter((name) => given[name] === undefined);
    if (missing.length === 0) { return; }
    throw invalid({
      at,
      what: `the query of ${this.reference} uses variables that are not given`,
      value: missing,
      allowed: `${this.variables.join(', ')}: without them Flagger renders no query, and every check fails (pkg/metrics/observers/render.go)`,
      fix: `variables: { ${missing.map((name) => `${name}: '…'`).join(', ')} }`,
    });
  }

  /**
   * Refuses a range in which the value lies that the query has where nothing was measured.
   *
   * @internal
   */
  public _checkRange(at: string, min = -Infinity, max = Infinity): void {
    const value = valueWithoutTraffic(this.provider.type, this.query);
    if (value === undefined || value < min || value > max) { return; }
    throw invalid({
      at,
      what: `the check passes without traffic: the query of ${this.reference} is ${value} then`,
      value: { ...(min !== -Infinity && { min }), ...(max !== Infinity && { max }) },
      allowed: `a range without ${value}${this.provider.type === 'influxdb' ? ': a result without rows counts as 0 (pkg/metrics/providers/influxdb.go RunQuery)' : ', or a query without a value where there is no traffic'}; `
        + 'a version that nobody has used would be promoted',
      fix: this.provider.type === 'influxdb' ? 'ask for the share of successes, and min: 99' : 'leave out "or vector(…)"; PrometheusQuery.errorRate has a value without errors as well',
    });
  }
}

/** The value that a query has where nothing was measured; undefined where it has none, which is a failed check. */
function valueWithoutTraffic(provider: string, query: string): number | undefined {
  // pkg/metrics/providers/influxdb.go RunQuery: no row is 0.
  if (provider === 'influxdb') { return 0; }
  if (provider !== 'prometheus') { return undefined; }
  // `or` binds weakest: at the end, and in no parentheses, it stands for the whole. Elsewhere, as in `(errors or vector(0)) / requests`, the
  // whole may still have no value.
  const [, before, number] = /^([^]*)\bor\s+(?:on\s*\(\s*\)\s*)?vector\s*\(\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*\)\s*$/i.exec(query) ?? [];
  const outside = (before ?? '').replace(/"(?:[^"\\]|\\.)*"/g, '');
  return number === undefined || outside.split('(').length !== outside.split(')').length ? undefined : Number(number);
}

class ExistingMetricTemplate extends Construct implements IMetricTemplate {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
