import { App, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import * as flux from '../flux';
import { FluxDelivery } from '../flux-delivery';
import { invalid } from '../invalid';

/** The label of all Kustomizations that are made here; Flux' alerts find them by it. */
export const PART_OF = { 'app.kubernetes.io/part-of': 'canary-alerting' } as const;

/** The label of the Kustomization of a team. */
export const TEAM_LABEL = 'canary-alerting/team';

/** The folder that Flux is pointed at; it holds the Kustomizations of all others. */
const ENTRY = 'flux-system';

/** What a folder needs that comes from another one, or from elsewhere. */
interface FolderOptions {
  readonly after?: readonly (flux.IKustomization | undefined)[];
  readonly wait?: boolean;
  readonly team?: string;
  readonly namespace?: string;
}

/**
 * The folders of the synthesized output: a Chart for each, and a Kustomization that applies it when what it needs is there.
 */
export class Folders {
  private readonly app: App;
  private readonly charts = new Map<string, Chart>();
  private readonly kustomizations = new Map<string, flux.Kustomization>();
  private readonly ordered = new Set<string>();
  private source?: flux.ISource;

  public constructor(private readonly scope: Construct, private readonly delivery: FluxDelivery | undefined) {
    this.app = App.of(scope);
    if (scope.node.scope !== this.app) {
      throw invalid({
        at: `CanaryAlerting ${scope.node.id}`, what: 'its scope is not the App',
        allowed: 'the App itself: each folder of the output is a Chart of the App', fix: 'new CanaryAlerting(app, \'alerting\', …)',
      });
    }
    if (delivery !== undefined && this.app.yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) {
      throw invalid({
        at: `CanaryAlerting ${scope.node.id}`, what: 'the App does not write a folder for each Chart, and Flux applies folders',
        fix: 'new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), or leave out `flux`',
      });
    }
  }

  /** The namespace of Flux; undefined where Flux does not deliver. */
  public get fluxNamespace(): string | undefined {
    return this.delivery && (this.delivery.namespace ?? 'flux-system');
  }

  /** The source that Flux reads. */
  public get fluxSource(): flux.ISource | undefined {
    return this.source;
  }

  /** The Chart of a folder, made when it is first asked for. */
  public chart(name: string, options: FolderOptions = {}): Chart {
    const existing = this.charts.get(name);
    if (existing !== undefined) { return existing; }
    if (this.app.node.tryFindChild(name) !== undefined) {
      throw invalid({
        at: `CanaryAlerting ${this.scope.node.id}`, what: 'a folder has the name of another construct of the App', value: name,
        allowed: 'each name once; the folders are called alertmanager, flagger, flux-system, monitoring, namespaces, notifications, secrets, and as the teams',
        fix: 'give the team, or your Chart, another name',
      });
    }
    const chart = new Chart(this.app, name, { disableResourceNameHashes: true, ...(options.namespace && { namespace: options.namespace }) });
    this.charts.set(name, chart);
    if (this.delivery !== undefined) { this.addKustomization(name, this.delivery, options); }
    return chart;
  }

  /** Lets a folder wait for another one. */
  public order(name: string, after: string): void {
    const [one, other] = [this.kustomizations.get(name), this.kustomizations.get(after)];
    if (one === undefined || other === undefined || this.ordered.has(`${name} ${after}`)) { return; }
    this.ordered.add(`${name} ${after}`);
    one.addDependency(other);
  }

  private addKustomization(name: string, delivery: FluxDelivery, { after = [], wait = false, team }: FolderOptions): void {
    const namespace = this.fluxNamespace as string;
    const entry = this.entry(delivery, namespace);
    const path = `${(delivery.path ?? './dist').replace(/\/+$/, '')}/${name}`;
    const kustomization = new flux.Kustomization(entry, `canary-alerting-${name}`, {
      metadata: { namespace, labels: { ...PART_OF, ...(team !== undefined && { [TEAM_LABEL]: team }) } },
      source: this.source as flux.ISource,
      path,
      wait,
      dependsOn: after.filter((each) => each !== undefined),
    });
    this.kustomizations.set(name, kustomization);
  }

  // The entry applies itself, as `flux bootstrap` does it: it is applied by hand once.
  private entry(delivery: FluxDelivery, namespace: string): Chart {
    const existing = this.charts.get(ENTRY);
    if (existing !== undefined) { return existing; }
    const chart = new Chart(this.app, ENTRY, { namespace });
    this.charts.set(ENTRY, chart);
    this.source = delivery.source ?? flux.GitRepository.fromGitRepositoryName(chart, 'source', 'flux-system', namespace);
    new flux.Kustomization(chart, 'canary-alerting', {
      metadata: { namespace, labels: PART_OF },
      source: this.source,
      path: `${(delivery.path ?? './dist').replace(/\/+$/, '')}/${ENTRY}`,
    });
    return chart;
  }
}
