import { Construct, IConstruct } from 'constructs';
import * as k8s from '../../imports/flagger.app';
import { invalid } from '../invalid';
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
}

class ExistingMetricTemplate extends Construct implements IMetricTemplate {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
