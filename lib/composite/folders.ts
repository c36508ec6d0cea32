import { ApiObject, App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { fluxDuration, milliseconds } from '../duration';
import * as flux from '../flux';
import { FluxDelivery } from '../flux-delivery';
import { invalid, InvalidInput } from '../invalid';
import { bringersOf, Namespaces, neededBy } from './bringers';

/** The label of all Kustomizations that are made here; Flux' alerts find them by it. */
export const PART_OF = { 'app.kubernetes.io/part-of': 'canary-alerting' } as const;

/** The label of the Kustomization of a team. */
export const TEAM_LABEL = 'canary-alerting/team';

/** The folders that are not a team's; `ENTRY` is the one that Flux is pointed at, with the Kustomizations of all others. */
export const Folder = {
  ALERTMANAGER: 'alertmanager',
  FLAGGER: 'flagger',
  FLAGGER_RELEASE: 'flagger-release',
  ENTRY: 'flux-system',
  MONITORING: 'monitoring',
  NAMESPACES: 'namespaces',
  NOTIFICATIONS: 'notifications',
  SECRETS: 'secrets',
} as const;

/** What a folder needs that comes from another one, or from elsewhere. */
interface FolderOptions {
  readonly after?: readonly (flux.IKustomization | undefined)[];
  readonly wait?: boolean;
  readonly team?: string;
  readonly namespace?: string;
  readonly decryption?: flux.Decryption;
}

/**
 * The folders of the synthesized output: a Chart for each, and a Kustomization that applies it when what it needs is there.
 */
export class Folders {
  private readonly app: App;
  private readonly charts = new Map<string, Chart>();
  private readonly kustomizations = new Map<string, flux.Kustomization>();
  private readonly orders: { readonly name: string; readonly after: string }[] = [];
  private source?: flux.ISource;

  public constructor(private readonly scope: Construct, private readonly delivery: FluxDelivery | undefined, private readonly namespaces: Omit<Namespaces, 'flux'>) {
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
    checkTimes(`CanaryAlerting ${scope.node.id}`, delivery);
  }

  /** The namespace of Flux; undefined where Flux does not deliver. */
  public get fluxNamespace(): string | undefined {
    return this.delivery && (this.delivery.namespace ?? 'flux-system');
  }

  /** The source that Flux reads. */
  public get fluxSource(): flux.ISource | undefined {
    return this.source;
  }

  /** The Chart of a folder, made when it is first asked for: a folder without an object is not in git, and Flux fails on it. */
  public chart(name: string, options: FolderOptions = {}): Chart {
    const existing = this.charts.get(name);
    if (existing !== undefined) { return existing; }
    if (this.app.node.tryFindChild(name) !== undefined) { throw this.taken(name); }
    const chart = new Chart(this.app, name, { ...(options.namespace && { namespace: options.namespace }) });
    this.charts.set(name, chart);
    chart.node.addValidation({ validate: () => [...this.empty(chart), ...this.sameFile(chart)] });
    if (this.delivery !== undefined) { this.addKustomization(chart, this.delivery, options); }
    return chart;
  }

  /** Refuses the name of a folder that is there or will be. */
  public checkTeamName(name: string): void {
    if (this.charts.has(name) || (Object.values(Folder) as string[]).includes(name) || this.app.node.tryFindChild(name) !== undefined) { throw this.taken(name); }
  }

  /** Lets a folder wait for another one, if there are or will be both. */
  public order(name: string, after: string): void {
    if (this.orders.some((each) => each.name === name && each.after === after)) { return; }
    this.orders.push({ name, after });
    this.connect(name, after);
  }

  private connect(name: string, after: string): void {
    const [one, other] = [this.kustomizations.get(name), this.kustomizations.get(after)];
    if (one !== undefined && other !== undefined) { one.addDependency(other); }
  }

  private taken(name: string): InvalidInput {
    return invalid({
      at: `CanaryAlerting ${this.scope.node.id}`, what: 'a folder has the name of another one, or of another construct of the App', value: name,
      allowed: `each name once; ${Object.values(Folder).join(', ')} are taken`, fix: 'give the team, or your Chart, another name',
    });
  }

  private empty(chart: Chart): string[] {
    if (this.delivery === undefined || chart.node.findAll().some((each) => ApiObject.isApiObject(each))) { return []; }
    return [invalid({
      at: `team ${chart.node.id}`, what: 'it has no canary', allowed: 'at least one: its folder would be empty, git does not keep it, and Flux fails on it',
      fix: `addCanary(…), or leave out addTeam('${chart.node.id}')`,
    }).message];
  }

  // cdk8s calls a file by kind and name alone, and lets the second one overwrite the first without a word.
  private sameFile(chart: Chart): string[] {
    const files = new Map<string, ApiObject>();
    return chart.node.findAll().filter((each) => ApiObject.isApiObject(each)).flatMap((each) => {
      const file = `${each.kind}.${each.name}`;
      const other = files.get(file);
      files.set(file, each);
      return other === undefined ? [] : [invalid({
        at: `${each.kind}/${each.metadata.namespace ?? '-'}/${each.name}`, what: `it would be written to the file of ${other.node.path}`, value: `${chart.node.id}/${file}`,
        allowed: 'one object of a kind and a name in each folder, whatever their namespaces', fix: 'another name, or a Chart of its own',
      }).message];
    });
  }

  private addKustomization(folder: Chart, delivery: FluxDelivery, { after = [], wait = false, team, decryption }: FolderOptions): void {
    const name = folder.node.id;
    const namespace = this.fluxNamespace as string;
    const entry = this.entry(delivery, namespace);
    const path = `${(delivery.path ?? './dist').replace(/\/+$/, '')}/${name}`;
    const kustomization = new flux.Kustomization(entry, `canary-alerting-${name}`, {
      metadata: { namespace, labels: { ...PART_OF, ...(team !== undefined && { [TEAM_LABEL]: team }) } },
      source: this.source as flux.ISource,
      path,
      interval: delivery.interval,
      retryInterval: delivery.retryInterval,
      ...(wait && { wait }),
      decryption,
      // One Kustomization may install several of them.
      dependsOn: [...new Set(after.filter((each) => each !== undefined))],
    });
    // A user's own objects are among them, and those that are added after this.
    kustomization._lateDependencies = () => {
      const release = this.kustomizations.get(Folder.FLAGGER_RELEASE);
      return neededBy(folder, bringersOf(delivery, release, { ...this.namespaces, flux: namespace })).map((on) => ({ on }));
    };
    this.kustomizations.set(name, kustomization);
    for (const each of this.orders) {
      if (each.name === name || each.after === name) { this.connect(each.name, each.after); }
    }
  }

  // The entry applies itself, as `flux bootstrap` does it: it is applied by hand once.
  private entry(delivery: FluxDelivery, namespace: string): Chart {
    const existing = this.charts.get(Folder.ENTRY);
    if (existing !== undefined) { return existing; }
    const chart = new Chart(this.app, Folder.ENTRY, { namespace });
    this.charts.set(Folder.ENTRY, chart);
    this.source = delivery.source ?? flux.GitRepository.fromGitRepositoryName(chart, 'source', 'flux-system', namespace);
    new flux.Kustomization(chart, 'canary-alerting', {
      metadata: { namespace, labels: PART_OF },
      source: this.source,
      path: `${(delivery.path ?? './dist').replace(/\/+$/, '')}/${Folder.ENTRY}`,
      interval: delivery.interval,
      retryInterval: delivery.retryInterval,
    });
    return chart;
  }
}

function checkTimes(at: string, delivery: FluxDelivery | undefined): void {
  for (const name of ['interval', 'retryInterval'] as const) {
    const time: Duration | undefined = delivery?.[name];
    if (time === undefined) { continue; }
    if (!(milliseconds(time) > 0)) {
      throw invalid({ at, what: `flux.${name} is not positive`, value: fluxDuration(time), fix: `flux: { ${name}: Duration.minutes(${name === 'interval' ? 10 : 1}) }` });
    }
  }
}
