import { Construct } from 'constructs';
import { invalid } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { AnalysisThreshold } from './analysis-threshold';
import canaries from './canaries.dashboard.json';
import { BuiltinCheck } from '../facts/flagger-metrics';
import { Bound, OTHER_CHECKS, panelOf, thresholdQuery } from './threshold-query';

/** A link at the top of a dashboard. */
export interface DashboardLink {
  /** What is read. */
  readonly title: string;

  /** Where it leads. Grafana puts in its variables, written as `$name`. */
  readonly url: string;
}

/** What a Dashboard takes. */
export interface DashboardProps extends ResourceProps {
  /**
   * The title.
   *
   * @default Canaries
   */
  readonly title?: string;

  /**
   * By what links know the dashboard. No other dashboard of its Grafana may have it. The file in the ConfigMap is called
   * so, too, because the sidecar puts the files of all namespaces into one folder.
   *
   * @default - the ConfigMap's name
   */
  readonly uid?: string;

  /**
   * What the canaries' analyses allow; it is drawn as dashed lines beside the values.
   *
   * @default - none; `addThresholds` adds some
   */
  readonly thresholds?: AnalysisThreshold[];

  /**
   * Links at the top.
   *
   * @default - none; `addLink` adds one
   */
  readonly links?: DashboardLink[];

  /**
   * The label by which Grafana's sidecar finds the ConfigMap: `sidecar.dashboards.label` in the Helm values.
   *
   * @default grafana_dashboard
   */
  readonly sidecarLabel?: string;

  /**
   * The label's value: `sidecar.dashboards.labelValue`.
   *
   * @default 1
   */
  readonly sidecarLabelValue?: string;

  /**
   * The folder in which Grafana shows the dashboard. Two Helm values are needed, or it is ignored:
   * `sidecar.dashboards.folderAnnotation: grafana_folder` and `sidecar.dashboards.provider.foldersFromFilesStructure: true`
   * (prometheus-community/helm-charts kube-prometheus-stack 88.5.3; under `grafana:` there).
   *
   * @default - Grafana's folder for what is provisioned
   */
  readonly folder?: string;

  /**
   * The annotation that carries the folder. The sidecar's own is `k8s-sidecar-target-directory`, which it reads where
   * `folderAnnotation` is not set.
   *
   * @default grafana_folder
   */
  readonly folderAnnotation?: string;
}

/**
 * Makes a ConfigMap with a dashboard for canaries, which Grafana's sidecar loads: the status of each, the weights, what the
 * analyses measure against what they allow, what alerted, how rollouts ended, and whether Flagger is there. It reads the
 * metrics of Flagger and the alerts of this library, as Prometheus has them when Flagger is scraped with honorLabels.
 */
export class Dashboard extends Resource {
  /** By what links know the dashboard. */
  public readonly uid: string;

  /** The title. */
  public readonly title: string;

  private readonly thresholds: AnalysisThreshold[] = [];
  private readonly links: DashboardLink[] = [];

  public constructor(scope: Construct, id: string, props: DashboardProps = {}) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data'] }, withSidecar(props));
    checkOptions(this.reference, 'grafana.DashboardProps', props);
    this.uid = props.uid ?? this.name;
    this.title = props.title ?? canaries.title;
    this.checkUid();
    this.checkText('title', this.title);
    this.addThresholds(...props.thresholds ?? []);
    for (const link of props.links ?? []) { this.addLink(link); }
    this.node.addValidation({ validate: () => this.tooBig() });
  }

  /**
   * The path of the dashboard, to be appended to the URL of Grafana. `?var-namespace=…&var-name=…` opens it at one canary;
   * `name` is the name of the target.
   */
  public get path(): string {
    return `/d/${this.uid}`;
  }

  /**
   * Adds what canaries' analyses allow. The lines show what holds now, over the whole time.
   *
   * @param thresholds The limits, as the Canaries say them. Of two for the same check of a canary, the stricter one is drawn.
   */
  public addThresholds(...thresholds: AnalysisThreshold[]): void {
    for (const threshold of thresholds) { this.checkThreshold(threshold); }
    this.thresholds.push(...thresholds);
  }

  /**
   * Adds a link at the top.
   *
   * @param link The link.
   */
  public addLink(link: DashboardLink): void {
    this.checkText('title of a link', link.title);
    this.checkText('url of a link', link.url);
    this.links.push(link);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return { data: { [`${this.uid}.json`]: this.text() } };
  }

  private text(): string {
    const dashboard = {
      uid: this.uid,
      ...canaries,
      title: this.title,
      links: this.links.map(linkToJson),
      panels: (canaries.panels as Panel[]).map((panel) => withLimits(panel, this.thresholds)),
    };
    return `${JSON.stringify(dashboard, null, 2)}\n`;
  }

  private checkUid(): void {
    // grafana/grafana pkg/util/shortid_generator.go: IsValidShortUID, IsShortUIDTooLong.
    if (/^[-_a-zA-Z0-9]{1,40}$/.test(this.uid)) { return; }
    throw invalid({
      at: this.reference,
      what: 'the uid is not one of Grafana',
      value: this.uid,
      allowed: 'letters, digits, "-" and "_", at most 40 characters',
      fix: 'uid: \'canaries\'',
    });
  }

  private checkText(what: string, text: string): void {
    if (text.trim() === '') { throw invalid({ at: this.reference, what: `the ${what} is empty`, value: text, allowed: 'a text' }); }
    if (!text.includes('${') && !text.includes('$$')) { return; }
    throw invalid({
      at: this.reference,
      what: `the ${what} has something that Flux replaces`,
      value: text,
      allowed: 'a variable of Grafana as $name: where a Kustomization has postBuild, ${name} is Flux\' own variable, and $$ becomes $',
      fix: text.replaceAll(/\$\{(\w+)[^}]*\}/g, '$$$1'),
    });
  }

  private checkThreshold(threshold: AnalysisThreshold): void {
    const { namespace, name, metric, min, max } = threshold;
    for (const [what, value] of Object.entries({ namespace, name, metric })) {
      if (value !== '') { continue; }
      throw invalid({ at: this.reference, what: `the ${what} of a threshold is empty`, value: threshold, allowed: 'what Flagger\'s metric has: it finds the line\'s canary' });
    }
    for (const [what, value] of Object.entries({ min, max })) {
      if (value === undefined || Number.isFinite(value)) { continue; }
      throw invalid({ at: this.reference, what: `the ${what} of a threshold is not a number`, value: String(value), allowed: 'a finite number' });
    }
  }

  private tooBig(): string[] {
    const size = Buffer.byteLength(this.text());
    if (size <= MAX_SIZE) { return []; }
    return [invalid({
      at: this.reference,
      what: 'the dashboard is too big for a ConfigMap',
      value: size,
      allowed: `${MAX_SIZE} bytes, or the API server refuses it`,
      fix: 'a Dashboard for each team, with the thresholds of its canaries',
    }).message];
  }
}

/** kubernetes/kubernetes pkg/apis/core/validation: ValidateConfigMap, of the values together. */
const MAX_SIZE = 1024 * 1024;

const PANELS_OF_CHECKS = [BuiltinCheck.SUCCESS_RATE, BuiltinCheck.DURATION, OTHER_CHECKS];

interface Panel {
  readonly targets?: Target[];
}

interface Target {
  readonly refId: string;
  readonly expr: string;
}

/** Adds the limits to a panel of checks' values. */
function withLimits(panel: Panel, thresholds: readonly AnalysisThreshold[]): Panel {
  const values = panel.targets?.find((target) => PANELS_OF_CHECKS.includes(target.refId));
  if (values === undefined) { return panel; }
  const mine = thresholds.filter(({ metric }) => panelOf(metric) === values.refId);
  const limits = (['min', 'max'] as Bound[]).flatMap((bound) => {
    const expr = thresholdQuery(mine, bound, values.expr);
    return expr === undefined ? [] : [{ ...values, refId: bound, expr, legendFormat: `{{namespace}}/{{name}} ${bound}` }];
  });
  return { ...panel, targets: [...panel.targets ?? [], ...limits] };
}

function withSidecar(props: DashboardProps): ResourceProps {
  const { metadata, folder } = props;
  return {
    metadata: {
      ...metadata,
      labels: { [props.sidecarLabel ?? 'grafana_dashboard']: props.sidecarLabelValue ?? '1', ...metadata?.labels },
      ...(folder !== undefined && { annotations: { [props.folderAnnotation ?? 'grafana_folder']: folder, ...metadata?.annotations } }),
    },
  };
}

function linkToJson({ title, url }: DashboardLink): object {
  return {
    title,
    type: 'link',
    url,
    icon: 'external link',
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: true,
    includeVars: false,
    keepTime: false,
  };
}
