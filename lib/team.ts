import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Channel } from './channel';
import * as flagger from './flagger';
import { invalid } from './invalid';

/** What a team takes. */
export interface TeamOptions {
  /**
   * The namespace of the team's canaries. Alertmanager knows the team by it.
   *
   * @default - the team's name
   */
  readonly namespace?: string;

  /**
   * The team's own channels, which hear of its canaries beside those of everybody.
   *
   * @default - none
   */
  readonly channels?: Channel[];

  /**
   * Whether the namespace is made here. It is never pruned, because everything in it would go, too.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}

/** Canaries of one namespace, and who hears of them beside everybody else. */
export class Team extends Construct {
  /**
   * Made by `CanaryAlerting.addTeam`.
   *
   * @internal
   */
  public static _of(scope: Construct, id: string, options: TeamOptions, chart: Chart, covered: (canary: flagger.Canary) => void): Team {
    return new Team(scope, id, options, chart, covered);
  }

  /** The namespace. */
  public readonly namespace: string;

  /** The team's own channels. */
  public readonly channels: Channel[];

  /** The Chart, and so the folder, of the team's objects. */
  public readonly chart: Chart;

  /** The canaries, in the order in which they were added. */
  public readonly canaries: flagger.Canary[] = [];

  private constructor(scope: Construct, id: string, options: TeamOptions, chart: Chart, private readonly covered: (canary: flagger.Canary) => void) {
    super(scope, id);
    this.namespace = options.namespace ?? id;
    this.channels = [...options.channels ?? []];
    this.chart = chart;
  }

  /**
   * Adds a canary of the team.
   *
   * @param id The id, and the Canary's name unless the metadata says otherwise.
   * @param props What is released, and how.
   */
  public addCanary(id: string, props: flagger.CanaryProps): flagger.Canary {
    const namespace = props.metadata?.namespace ?? this.namespace;
    if (namespace !== this.namespace) {
      throw invalid({
        at: `Canary ${id}`, what: 'its namespace is not the team\'s', value: namespace,
        allowed: `${this.namespace}: the team's channels hear of its namespace`, fix: `addTeam('${namespace}').addCanary(…)`,
      });
    }
    const canary = new flagger.Canary(this.chart, id, { ...props, metadata: { ...props.metadata, namespace: this.namespace } });
    this.canaries.push(canary);
    this.covered(canary);
    return canary;
  }

  /**
   * Adds a load tester for the team's canaries: without traffic no check of traffic can pass.
   *
   * @param id The id, and the name of its Deployment and Service.
   */
  public addLoadTester(id = 'load-tester'): flagger.LoadTester {
    return new flagger.LoadTester(this.chart, id, { metadata: { namespace: this.namespace }, namespaces: [this.namespace] });
  }
}
