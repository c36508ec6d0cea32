import { ApiObject, ApiObjectMetadata, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { durationInWords, milliseconds, seconds } from '../duration';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';
import { GhzOptions, HeyOptions, WrkOptions } from './load-command';
import { ghzCommand, heyCommand, wrkCommand } from './load-command-line';
import { onlyFromFlagger } from './load-tester-access';
import {
  AcceptanceTestOptions, HelmTestOptions, LoadTesterGate, LoadTesterGateOptions, LoadTesterProps, LoadTesterTaskOptions, LoadTestOptions,
} from './load-tester-options';
import { LoadTesterTask } from './load-tester-task';
import { loadTesterDeployment, loadTesterService } from './load-tester-workload';
import { Webhook } from './webhook';
import { wholeSeconds } from './whole-seconds';

/**
 * The load tester's image and port.
 * Source: fluxcd/flagger v1.44.0 kustomize/tester/deployment.yaml, charts/loadtester/values.yaml.
 */
const IMAGE = 'ghcr.io/fluxcd/flagger-loadtester:0.38.0';
const PORT = 8080;

/** After which the load tester ends a task of its own accord (-timeout). */
const LONGEST = Duration.hours(1);

/** Where the files of Secrets are. */
const FILES = '/etc/load-tester';

/**
 * Makes Flagger's load tester, a Deployment, a Service and a NetworkPolicy, and the webhooks that use it: traffic where users make too little of it
 * (a canary without traffic fails its metrics), tests before traffic, and gates that a person opens. The gates are kept in
 * memory: there is one pod, and after its restart they are closed.
 */
export class LoadTester extends Construct {
  /**
   * Writes the command of a load test with hey.
   *
   * @param options Where it goes, and how much.
   */
  public static hey(options: HeyOptions): string {
    return heyCommand(options);
  }

  /**
   * Writes the command of a load test with wrk, as fast as the server answers.
   *
   * @param options Where it goes, and how much.
   */
  public static wrk(options: WrkOptions): string {
    return wrkCommand(options);
  }

  /**
   * Writes the command of a gRPC load test with ghz.
   *
   * @param options Where it goes, and how much.
   */
  public static ghz(options: GhzOptions): string {
    return ghzCommand(options);
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service. */
  public readonly service: ApiObject;

  /** The NetworkPolicy; undefined where there shall be none. */
  public readonly networkPolicy?: ApiObject;

  /** The name of the Deployment and of the Service. */
  public readonly name: string;

  /** The namespace of both. */
  public readonly namespace: string;

  private readonly props: LoadTesterProps;

  public constructor(scope: Construct, id: string, props: LoadTesterProps = {}) {
    super(scope, id);
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

  /** The load tester's URL, without a path: Flagger resolves it from its own namespace. */
  public get url(): string {
    return `http://${this.name}.${this.namespace}`;
  }

  /**
   * Traffic at every tick of the analysis. It judges nothing: the load tester answers before the command has ended, so that a
   * canary needs a metric or a test beside it.
   *
   * @param name The webhook's name, which events show.
   * @param options What makes the traffic.
   */
  public loadTest(name: string, options: LoadTestOptions): Webhook {
    if (options.command.trim() === '') {
      throw invalid({
        at: this.reference,
        what: 'the command of the load test is empty',
        allowed: 'a command that makes traffic',
        fix: 'command: flagger.LoadTester.hey({ … })',
      });
    }
    return Webhook.rollout(name, {
      url: `${this.url}/`,
      timeout: Duration.seconds(5),
      metadata: { type: 'cmd', cmd: options.command, logCmdOutput: String(options.logOutput ?? true) },
    });
  }

  /**
   * A test before traffic reaches the canary; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param options What is run.
   */
  public acceptanceTest(name: string, options: AcceptanceTestOptions): Webhook {
    return this.beforeTraffic(name, LoadTesterTask.bash(options.command), options);
  }

  /**
   * A task before traffic reaches the canary; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public beforeTraffic(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.preRollout(name, this.taskOf(task, options, Duration.seconds(30)));
  }

  /**
   * A task at every tick of the analysis; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public atEachTick(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.rollout(name, this.taskOf(task, options, Duration.seconds(10)));
  }

  /**
   * A task after promotion or rollback; a failure is only logged. The payload's phase does not reach it.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public afterRollout(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.postRollout(name, this.taskOf(task, options, Duration.seconds(30)));
  }

  /**
   * The file in the load tester that holds a Secret's key.
   *
   * @param key One of the `secretFiles`.
   */
  public fileOf(key: SecretKey): string {
    if ((this.props.secretFiles ?? []).some((each) => each.secretName === key.secretName && each.key === key.key)) { return `${FILES}/${key.secretName}/${key.key}`; }
    throw invalid({
      at: this.reference,
      what: `the load tester does not mount ${key.secretName}/${key.key}`,
      allowed: 'a key among its secretFiles',
      fix: `secretFiles: [SecretKey.of('${key.secretName}', '${key.key}')]`,
    });
  }

  /**
   * The tests of a Helm release, before traffic reaches the canary.
   *
   * @param name The webhook's name, which events show.
   * @param options Which release.
   */
  public helmTest(name: string, options: HelmTestOptions): Webhook {
    const at = this.reference;
    const { release, namespace = this.namespace } = options;
    for (const [what, value] of [['release', release], ['namespace', namespace]] as const) {
      if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) { continue; }
      throw invalid({ at, what: `this is not the name of a ${what}`, value, allowed: 'lower-case letters, digits and "-"' });
    }
    const timeout = wholeSeconds(at, 'timeout', options.timeout ?? Duration.minutes(3));
    return this.beforeTraffic(name, LoadTesterTask.helm(`test ${release} --timeout ${seconds(timeout)}s -n ${namespace}`), { timeout });
  }

  /**
   * A gate before the canary is scaled up, closed until somebody posts the canary's name and namespace to `/gate/open`. All three kinds
   * of gate of one canary are one gate.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmRollout(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmRollout(name, this.gate(options));
  }

  /**
   * A gate before each step of weight.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmTrafficIncrease(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmTrafficIncrease(name, this.gate(options));
  }

  /**
   * A gate before promotion.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmPromotion(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmPromotion(name, this.gate(options));
  }

  /**
   * A rollback by hand: it happens once somebody posts the canary's name and namespace to `/rollback/open`.
   *
   * @param name The webhook's name, which events show.
   */
  public rollback(name: string): Webhook {
    return Webhook.rollback(name, { url: `${this.url}/rollback/check` });
  }

  private get reference(): string {
    return `LoadTester/${this.namespace}/${this.name}`;
  }

  private get labels(): { [label: string]: string } {
    return { app: this.name };
  }

  private get metadata(): ApiObjectMetadata {
    return { ...this.props.metadata, name: this.name, namespace: this.namespace, labels: { ...this.labels, ...this.props.metadata?.labels } };
  }

  private gate({ gate = LoadTesterGate.CHECK, muteAlert }: LoadTesterGateOptions): { readonly url: string; readonly muteAlert?: boolean } {
    return { url: `${this.url}/gate/${gate}`, muteAlert };
  }

  private taskOf(task: LoadTesterTask, options: LoadTesterTaskOptions, usual: Duration): { readonly url: string; readonly timeout: Duration; readonly metadata: { [name: string]: string } } {
    const timeout = options.timeout ?? usual;
    if (task._needsApiServer && this.props.serviceAccountName === undefined) {
      throw invalid({
        at: this.reference,
        what: `a task of ${task.type} needs access to the API server`,
        allowed: 'a ServiceAccount that may do what the task does: for a Helm test, read the release\'s Secrets and run its test pods',
        fix: 'new flagger.LoadTester(scope, id, { serviceAccountName: \'helm-test\' })',
      });
    }
    if (milliseconds(wholeSeconds(this.reference, 'timeout', timeout)) > milliseconds(LONGEST)) {
      throw invalid({
        at: this.reference,
        what: 'the timeout is longer than any task can take',
        value: durationInWords(timeout),
        allowed: 'at most an hour: the load tester ends it then',
      });
    }
    return { url: `${this.url}/`, timeout, metadata: task._toMetadata((key) => this.fileOf(key)) };
  }
}
