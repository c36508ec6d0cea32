import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, isDnsLabel } from '../invalid';
import { checkOptions } from '../options';
import { placedId } from '../place';
import { SecretKey } from '../secret-key';
import { GhzOptions, HeyOptions, WrkOptions } from './load-command';
import { ghzCommand, heyCommand, wrkCommand } from './load-command-line';
import { onlyFromFlagger } from './load-tester-access';
import { LoadTesterBase } from './load-tester-base';
import { LoadTesterProps } from './load-tester-options';
import { LoadTesterTask } from './load-tester-task';
import { loadTesterDeployment, loadTesterService } from './load-tester-workload';

/**
 * The load tester's image and port.
 * Source: fluxcd/flagger v1.44.0 kustomize/tester/deployment.yaml, charts/loadtester/values.yaml.
 */
const IMAGE = 'ghcr.io/fluxcd/flagger-loadtester:0.38.0';
const PORT = 8080;

/** Where the files of Secrets are. */
const FILES = '/etc/load-tester';

/**
 * Makes Flagger's load tester, a Deployment, a Service and a NetworkPolicy, and the webhooks that use it: traffic where users make too little of it
 * (a canary without traffic fails its metrics), tests before traffic, and gates that a person opens. The gates are kept in
 * memory: there is one pod, and after its restart they are closed.
 */
export class LoadTester extends LoadTesterBase {
  /**
   * Refers to a load tester that exists already, such as one of upstream's Helm chart. What it may do and mounts is not known here.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The name of its Service, whose port is 80: `flagger-loadtester` of upstream's chart and manifests.
   * @param namespace The namespace of its Service.
   */
  public static fromLoadTesterName(scope: Construct, id: string, name: string, namespace: string): LoadTesterBase {
    return new ExistingLoadTester(scope, id, name, namespace);
  }

  /**
   * Writes the command of a load test with hey.
   *
   * @param options Where it goes, and how much.
   */
  public static hey(options: HeyOptions): string {
    checkOptions('LoadTester.hey', 'flagger.HeyOptions', options);
    return heyCommand(options);
  }

  /**
   * Writes the command of a load test with wrk, as fast as the server answers.
   *
   * @param options Where it goes, and how much.
   */
  public static wrk(options: WrkOptions): string {
    checkOptions('LoadTester.wrk', 'flagger.WrkOptions', options);
    return wrkCommand(options);
  }

  /**
   * Writes the command of a gRPC load test with ghz.
   *
   * @param options Where it goes, and how much.
   */
  public static ghz(options: GhzOptions): string {
    checkOptions('LoadTester.ghz', 'flagger.GhzOptions', options);
    return ghzCommand(options);
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service. */
  public readonly service: ApiObject;

  /** The NetworkPolicy; undefined where there shall be none. */
  public readonly networkPolicy?: ApiObject;

  /** The name of the Deployment and of the Service. */
  public override readonly name: string;

  /** The namespace of both. */
  public override readonly namespace: string;

  private readonly props: LoadTesterProps;

  public constructor(scope: Construct, id: string, props: LoadTesterProps = {}) {
    super(scope, placedId('LoadTester', scope, id));
    checkOptions(`LoadTester ${id}`, 'flagger.LoadTesterProps', props);
    this.props = props;
    this.name = props.metadata?.name ?? id;
    const namespace = props.metadata?.namespace ?? Chart.of(this).namespace;
    const at = `LoadTester ${this.name}`;
    if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(this.name)) {
      throw invalid({
        at,
        what: 'the name is not that of a Service',
        value: this.name,
        allowed: 'lower-case letters, digits and "-", beginning with a letter; at most 63 characters',
      });
    }
    if (namespace === undefined) {
      throw invalid({
        at,
        what: 'there is no namespace',
        allowed: 'a namespace: Flagger calls the load tester from its own, by a name that must say where it is',
        fix: 'new Chart(app, \'…\', { namespace: \'…\' }), or metadata: { namespace: \'…\' }',
      });
    }
    for (const each of props.namespaces ?? []) {
      if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(each)) { continue; }
      throw invalid({ at, what: 'this is not a namespace', value: each, allowed: 'lower-case letters, digits and "-"' });
    }
    this.namespace = namespace;
    const { image = IMAGE, namespaces, serviceAccountName, secretFiles = [] } = props;
    const workload = { metadata: this.metadata, labels: this.labels, image, port: PORT, namespaces, serviceAccountName, secretFiles, folder: FILES };
    this.deployment = loadTesterDeployment(this, 'Deployment', workload);
    this.service = loadTesterService(this, 'Service', workload);
    if (props.networkPolicy !== false) {
      this.networkPolicy = onlyFromFlagger(this, 'NetworkPolicy', { metadata: this.metadata, labels: this.labels, port: PORT, flagger: props.flagger ?? {} });
    }
  }

  /**
   * The file in the load tester that holds a Secret's key.
   *
   * @param key One of the `secretFiles`.
   */
  public override fileOf(key: SecretKey): string {
    if ((this.props.secretFiles ?? []).some((each) => each.secretName === key.secretName && each.key === key.key)) { return `${FILES}/${key.secretName}/${key.key}`; }
    throw invalid({
      at: this._reference,
      what: `the load tester does not mount ${key.secretName}/${key.key}`,
      allowed: 'a key among its secretFiles',
      fix: `secretFiles: [SecretKey.of('${key.secretName}', '${key.key}')]`,
    });
  }

  /** @internal */
  protected override _checkTask(task: LoadTesterTask): void {
    if (task._needsApiServer && this.props.serviceAccountName === undefined) {
      throw invalid({
        at: this._reference,
        what: `a task of ${task.type} needs access to the API server`,
        allowed: 'a ServiceAccount that may do what the task does: for a Helm test, read the release\'s Secrets and run its test pods',
        fix: 'new flagger.LoadTester(scope, id, { serviceAccountName: \'helm-test\' })',
      });
    }
  }

  private get labels(): { [label: string]: string } {
    return { app: this.name };
  }

  private get metadata(): ApiObjectMetadata {
    return { ...this.props.metadata, name: this.name, namespace: this.namespace, labels: { ...this.labels, ...this.props.metadata?.labels } };
  }
}

class ExistingLoadTester extends LoadTesterBase {
  public constructor(scope: Construct, id: string, public override readonly name: string, public override readonly namespace: string) {
    super(scope, id);
    const strange = [name, namespace].find((each) => !isDnsLabel(each));
    if (strange !== undefined) { throw invalid({ at: 'LoadTester.fromLoadTesterName', what: 'this is not the name of a Service or a namespace', value: strange, allowed: 'lower-case letters, digits and "-"; at most 63 characters' }); }
  }

  public override fileOf(key: SecretKey): string {
    throw invalid({ at: this._reference, what: `where it mounts ${key.secretName}/${key.key} is not known`, allowed: 'a load tester of ours, with secretFiles', fix: 'new flagger.LoadTester(scope, id, { secretFiles: […] })' });
  }

  /** @internal */
  protected override _checkTask(): void {
    // What it may do is not known here.
  }
}
