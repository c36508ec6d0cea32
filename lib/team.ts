import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Channel } from './channel';
import { CoveredCanary, coveredCanary } from './composite/covered-canary';
import { IncludedCanary } from './composite/included-canary';
import * as flagger from './flagger';
import { protectFromSubstitution } from './flux/substitution';
import { FlaggerInstallation } from './flagger-installation';
import { Hears } from './hears';
import { invalid } from './invalid';
import { checkId } from './place';

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

/** What a team needs of the alerting. */
interface Alerting {
  /** Makes the folder. */
  readonly chart: () => Chart;
  /** Everything that follows from a canary. */
  readonly cover: (canary: CoveredCanary) => void;
  /** The Flagger that is there. */
  readonly flagger: FlaggerInstallation;
}

/**
 * Canaries of one namespace, and who hears of them beside everybody else: those that are added, those of YAML that are included,
 * and those that Flux applies from elsewhere, of which a failure is told all the same.
 */
export class Team extends Construct {
  /**
   * Made by `CanaryAlerting.addTeam`.
   *
   * @internal
   */
  public static _of(scope: Construct, id: string, options: TeamOptions, alerting: Alerting): Team {
    return new Team(scope, id, options, alerting);
  }

  /** The namespace. */
  public readonly namespace: string;

  /** The team's own channels. */
  public readonly channels: Channel[];

  /** The canaries, in the order in which they were added; those that are included are not among them. */
  public readonly canaries: flagger.Canary[] = [];

  /**
   * All canaries that are written here, whoever wrote them.
   *
   * @internal
   */
  public readonly _covered: CoveredCanary[] = [];

  private readonly byTarget = new Map<string, CoveredCanary>();
  private folder?: Chart;

  private constructor(scope: Construct, id: string, options: TeamOptions, private readonly alerting: Alerting) {
    super(scope, id);
    this.namespace = options.namespace ?? id;
    this.channels = [...options.channels ?? []];
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * The Chart, and so the folder, of the team's objects, for objects of your own as well; made when it is first asked for, and then there must be an object
   * in it. What brings their kinds is waited for where `flux` names it: `flagger`, `prometheus`, `externalSecrets`.
   */
  public get chart(): Chart {
    this.folder ??= this.alerting.chart();
    return this.folder;
  }

  /**
   * Adds a canary of the team.
   *
   * @param id The id, and the Canary's name unless the metadata says otherwise.
   * @param props What is released, and how.
   */
  public addCanary(id: string, props: flagger.CanaryProps): flagger.Canary {
    checkId('Canary', id);
    const namespace = (props as flagger.CanaryProps | undefined)?.metadata?.namespace ?? this.namespace;
    if (namespace !== this.namespace) {
      throw invalid({
        at: `Canary ${id}`, what: 'its namespace is not the team\'s', value: namespace,
        allowed: `${this.namespace}: the team's channels hear of its namespace`, fix: `addTeam('${namespace}').addCanary(…)`,
      });
    }
    const canary = new flagger.Canary(this.chart, id, { ...props, metadata: { ...(props as flagger.CanaryProps | undefined)?.metadata, namespace: this.namespace } });
    protectFromSubstitution(canary.apiObject);
    this.canaries.push(canary);
    this.cover(coveredCanary(canary));
    return canary;
  }

  /**
   * Includes a canary that somebody wrote as YAML. It is written into the team's folder as it stands, with an alert for each channel
   * that hears progress, and is covered as one that was added: by the rules, the dashboard and the routes. Take it out of the
   * place from which Flux applies it now only when the new folder is ready, as for one that moves into `addCanary`.
   *
   * @param file The file, as seen from the working directory: YAML with one Canary, in the team's namespace or in none.
   * @throws What is wrong, with file, line and column: what the checks of a Canary's fields and analysis refuse, another kind or
   *   namespace, a second object.
   */
  public includeCanary(file: string): flagger.ICanary {
    const canary = new IncludedCanary(this.chart, file, this.namespace);
    this.cover(canary);
    return canary;
  }

  /**
   * Adds a load tester for the team's canaries: without traffic no check of traffic can pass.
   *
   * @param id The id, and the name of its Deployment and Service.
   */
  public addLoadTester(id = 'load-tester'): flagger.LoadTester {
    return new flagger.LoadTester(this.chart, id, { metadata: { namespace: this.namespace }, namespaces: [this.namespace], flagger: this.alerting.flagger });
  }

  private cover(canary: CoveredCanary): void {
    const other = this.byTarget.get(canary.target);
    if (other !== undefined) {
      throw invalid({
        at: canary.reference, what: `the target ${canary.target} has another Canary`, value: other.reference,
        allowed: 'one Canary a target: Flagger starts both, and they undo each other\'s work',
      });
    }
    this.byTarget.set(canary.target, canary);
    this._covered.push(canary);
    this.alerting.cover(canary);
  }

  private problems(): string[] {
    if (this.folder !== undefined) { return []; }
    const at = `team ${this.node.id}`;
    if (this.channels.length === 0) {
      return [invalid({ at, what: 'it has no canary', allowed: 'a canary, or a channel: there is nothing to do otherwise', fix: `addCanary(…), or leave out addTeam('${this.node.id}')` }).message];
    }
    const progress = this.channels.find(({ hears }) => hears === Hears.PROGRESS);
    if (progress === undefined) { return []; }
    return [invalid({
      at, what: `its channel ${progress.service} ${progress.title} is to hear progress, and no canary is written here`,
      allowed: 'a channel that hears failures: progress is posted by Flagger, where a canary itself says so', fix: 'includeCanary(\'canary.yaml\'), or hears: Hears.FAILURES',
    }).message];
  }
}
