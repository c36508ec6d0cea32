import { ApiObject, ApiObjectMetadata, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { flaggerDuration, seconds } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { Webhook } from './webhook';
import { wholeSeconds } from './whole-seconds';

/**
 * The load tester's image and port.
 * Source: fluxcd/flagger v1.44.0 kustomize/tester/deployment.yaml, charts/loadtester/values.yaml.
 */
const IMAGE = 'ghcr.io/fluxcd/flagger-loadtester:0.38.0';
const PORT = 8080;

/** What a LoadTester takes. */
export interface LoadTesterProps {
  /**
   * The metadata of the Deployment and the Service.
   *
   * @default - the name is the construct's id, the namespace that of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The image.
   *
   * @default ghcr.io/fluxcd/flagger-loadtester:0.38.0
   */
  readonly image?: string;

  /**
   * The namespaces whose canaries may use it; others are refused with 403. It reads the namespace from the request's body,
   * so that this keeps mistakes out and no attacker: whoever reaches the load tester can run commands in it.
   *
   * @default - all namespaces
   */
  readonly namespaces?: string[];

  /**
   * The ServiceAccount that exists already, for `helmTest`, which asks the API server. No token is mounted without it.
   *
   * @default - none
   */
  readonly serviceAccountName?: string;
}

/** What a load test takes. */
export interface LoadTestOptions {
  /**
   * The shell command that makes traffic; `LoadTester.hey` writes one. It should last about as long as the analysis interval: Flagger
   * calls for it at every tick, and one that still runs is not started twice.
   */
  readonly command: string;

  /**
   * Whether the command's output is written to the load tester's log.
   *
   * @default true
   */
  readonly logOutput?: boolean;
}

/** What `LoadTester.hey` takes. */
export interface HeyOptions {
  /** The URL that is asked, such as `http://podinfo-canary.shop:9898/`. */
  readonly url: string;

  /**
   * How long, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly duration?: Duration;

  /**
   * Requests in a second, of each worker.
   *
   * @default 10
   */
  readonly rate?: number;

  /**
   * How many workers there are.
   *
   * @default 2
   */
  readonly workers?: number;

  /**
   * Headers of each request, such as the one by which an A/B test tells its users.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** What a test before traffic takes. */
export interface AcceptanceTestOptions {
  /** The bash command; its exit status decides. */
  readonly command: string;

  /**
   * How long it may take, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;
}

/** What a Helm test takes. */
export interface HelmTestOptions {
  /** The release whose tests are run. */
  readonly release: string;

  /**
   * The release's namespace.
   *
   * @default - the load tester's own
   */
  readonly namespace?: string;

  /**
   * How long it may take, in whole seconds.
   *
   * @default Duration.minutes(3)
   */
  readonly timeout?: Duration;
}

/** What a gate of the load tester takes. */
export interface LoadTesterGateOptions {
  /**
   * Whether the alert "waiting for approval" (severity warn) is kept back.
   *
   * @default false
   */
  readonly muteAlert?: boolean;
}

/**
 * Makes Flagger's load tester, a Deployment and a Service, and the webhooks that use it: traffic where users make too little of it
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
    const at = 'LoadTester.hey';
    const duration = wholeSeconds(at, 'duration', options.duration ?? Duration.minutes(1));
    const rate = wholeNumber(at, 'rate', options.rate ?? 10, { min: 1 });
    const workers = wholeNumber(at, 'workers', options.workers ?? 2, { min: 1 });
    if (!/^https?:\/\/[^/\s]/.test(options.url)) {
      throw invalid({ at, what: 'the URL is not an HTTP URL', value: options.url, allowed: 'http:// or https:// and a host', fix: 'url: \'http://podinfo-canary.shop:9898/\'' });
    }
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => ` -H ${quoted(`${name}: ${value}`)}`).join('');
    return `hey -z ${flaggerDuration(duration)} -q ${rate} -c ${workers}${headers} ${/^[\w:/.\-~]+$/.test(options.url) ? options.url : quoted(options.url)}`;
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service. */
  public readonly service: ApiObject;

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
      throw invalid({ at, what: 'the name is not that of a Service', value: this.name, allowed: 'lower-case letters, digits and "-", beginning with a letter; at most 63 characters' });
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
    [this.deployment, this.service] = this.objects();
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
    return Webhook.preRollout(name, { url: `${this.url}/`, timeout: options.timeout ?? Duration.seconds(30), metadata: { type: 'bash', cmd: options.command } });
  }

  /**
   * The tests of a Helm release, before traffic reaches the canary.
   *
   * @param name The webhook's name, which events show.
   * @param options Which release.
   */
  public helmTest(name: string, options: HelmTestOptions): Webhook {
    const at = `LoadTester/${this.namespace}/${this.name}`;
    if (this.props.serviceAccountName === undefined) {
      throw invalid({
        at,
        what: 'a Helm test needs access to the API server',
        allowed: 'a ServiceAccount that may read the release\'s Secrets and run its test pods',
        fix: 'new flagger.LoadTester(scope, id, { serviceAccountName: \'helm-test\' })',
      });
    }
    const { release, namespace = this.namespace } = options;
    for (const [what, value] of [['release', release], ['namespace', namespace]] as const) {
      if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) { continue; }
      throw invalid({ at, what: `this is not the name of a ${what}`, value, allowed: 'lower-case letters, digits and "-"' });
    }
    const timeout = options.timeout ?? Duration.minutes(3);
    return Webhook.preRollout(name, {
      url: `${this.url}/`,
      timeout,
      metadata: { type: 'helmv3', cmd: `test ${release} --timeout ${seconds(wholeSeconds(at, 'timeout', timeout))}s -n ${namespace}` },
    });
  }

  /**
   * A gate before the canary is scaled up, closed until somebody posts the canary's name and namespace to `/gate/open`. All three kinds
   * of gate of one canary are one gate.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmRollout(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmRollout(name, { url: `${this.url}/gate/check`, ...options });
  }

  /**
   * A gate before each step of weight.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmTrafficIncrease(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmTrafficIncrease(name, { url: `${this.url}/gate/check`, ...options });
  }

  /**
   * A gate before promotion.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmPromotion(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmPromotion(name, { url: `${this.url}/gate/check`, ...options });
  }

  /**
   * A rollback by hand: it happens once somebody posts the canary's name and namespace to `/rollback/open`.
   *
   * @param name The webhook's name, which events show.
   */
  public rollback(name: string): Webhook {
    return Webhook.rollback(name, { url: `${this.url}/rollback/check` });
  }

  private objects(): [ApiObject, ApiObject] {
    // Loaded here: it takes as long as all the rest, and not everybody has a load tester.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const kplus = require('cdk8s-plus-28') as typeof import('cdk8s-plus-28');
    const { metadata, image = IMAGE, namespaces, serviceAccountName } = this.props;
    const labels = { app: this.name };
    const common = { ...metadata, name: this.name, namespace: this.namespace, labels: { ...labels, ...metadata?.labels } };
    const healthy = kplus.Probe.fromHttpGet('/healthz', { port: PORT, timeoutSeconds: Duration.seconds(5) });
    const deployment = new kplus.Deployment(this, 'Deployment', {
      metadata: common,
      podMetadata: { labels },
      // cdk8s-plus selects by a hash of the construct's path: a selector cannot be changed, so that moving the construct would
      // make the Deployment impossible to apply.
      select: false,
      // Gates are kept in memory: two pods would answer differently, during an update as well.
      replicas: 1,
      strategy: kplus.DeploymentStrategy.recreate(),
      ...(serviceAccountName !== undefined && { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(this, 'ServiceAccount', serviceAccountName) }),
      automountServiceAccountToken: serviceAccountName !== undefined,
      containers: [{
        name: 'loadtester',
        image,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['./loadtester', `-port=${PORT}`, '-log-level=info', '-timeout=1h', ...namespaces === undefined ? [] : [`-namespace-regexp=^(${namespaces.join('|')})$`]],
        ports: [{ name: 'http', number: PORT }],
        liveness: healthy,
        readiness: healthy,
        // cdk8s-plus' own defaults reserve a CPU and 512 MiB; a load tester is idle most of the time (upstream's values).
        resources: {
          cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(1000) },
          memory: { request: Size.mebibytes(32), limit: Size.mebibytes(512) },
        },
        securityContext: {
          // The user of upstream's kustomize/tester/deployment.yaml; the rest is what the Pod Security Standard "restricted" asks for.
          user: 10001,
          group: 10001,
          ensureNonRoot: true,
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: [kplus.Capability.ALL] },
          seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
    });
    deployment.select(kplus.LabelSelector.of({ labels }));
    // The path's hash is a label of the pods as well: without it a moved construct does not restart them, which would close the gates.
    ApiObject.of(deployment).addJsonPatch(JsonPatch.remove(`/spec/template/metadata/labels/${kplus.Pod.ADDRESS_LABEL.replace('/', '~1')}`));
    const service = new kplus.Service(this, 'Service', {
      metadata: common,
      // Not the Deployment itself: of that cdk8s-plus would take the label that is removed above.
      selector: kplus.Pods.select(this, 'Pods', { labels }),
      ports: [{ name: 'http', port: 80, targetPort: PORT }],
    });
    return [ApiObject.of(deployment), ApiObject.of(service)];
  }
}

function quoted(text: string): string {
  if (!/['\n\r]/.test(text)) { return `'${text}'`; }
  throw invalid({ at: 'LoadTester.hey', what: 'the text would end the quotes of the shell', allowed: 'no single quotes and no line breaks', fix: 'command: \'…\', written by hand' });
}
