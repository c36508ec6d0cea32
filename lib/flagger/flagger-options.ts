import { SecretKey } from '../secret-key';
import { MeshProvider } from './provider';

/** Where Flagger itself posts about every canary that has no `alerts` of its own. It hears all severities. */
export interface FlaggerSlack {
  /** The channel; without one Flagger sends nothing, and says so in its log alone. */
  readonly channel: string;

  /** The webhook's address. */
  readonly url: SecretKey;

  /**
   * A token that goes with each message.
   *
   * @default - none
   */
  readonly token?: SecretKey;

  /**
   * The name under which it posts.
   *
   * @default flagger
   */
  readonly user?: string;

  /**
   * The URL of a proxy. (The chart's value `slack.proxy` is one that no template reads.)
   *
   * @default - none
   */
  readonly proxy?: SecretKey;
}

/** The least that Flagger logs. */
export enum FlaggerLogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** Without what helps in finding mistakes of Flagger itself. */
  INFO = 'info',
  /** Warnings and errors. */
  WARNING = 'warning',
  /** Errors alone. */
  ERROR = 'error',
}

/** The image of Flagger's pods. */
export interface FlaggerImage {
  /**
   * The image without a tag.
   *
   * @default ghcr.io/fluxcd/flagger
   */
  readonly repository?: string;

  /**
   * The tag.
   *
   * @default - the chart's version
   */
  readonly tag?: string;

  /**
   * When it is pulled: Always, IfNotPresent or Never.
   *
   * @default IfNotPresent
   */
  readonly pullPolicy?: string;

  /**
   * The name of the Secret to pull it with.
   *
   * @default - none: the image is public
   */
  readonly pullSecret?: string;
}

/** Who Flagger's pods are. */
export interface FlaggerServiceAccount {
  /**
   * Its name.
   *
   * @default - that of the Deployment
   */
  readonly name?: string;

  /**
   * Its annotations, such as the role of a cloud that CloudWatch and Stackdriver are queried with.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Whether it is there already; `name` is required then.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/** What the pods of Flagger may take. */
export interface FlaggerResources {
  /**
   * What they get, such as `{ cpu: '10m', memory: '32Mi' }`; what is left out is as the chart has it.
   *
   * @default - 10m of cpu, 32Mi of memory
   */
  readonly requests?: { [name: string]: string };

  /**
   * What they get at most, such as `{ memory: '1Gi' }`; what is left out is as the chart has it.
   *
   * @default - 1000m of cpu, 512Mi of memory
   */
  readonly limits?: { [name: string]: string };
}

/** How Flagger runs, in what its Helm chart (1.44.0) takes. docs/coverage.md lists each value of the chart, and what is left out. */
export interface FlaggerOptions {
  /**
   * What moves the traffic of canaries that do not say it themselves. Those of this library do.
   *
   * @default - Istio
   */
  readonly meshProvider?: MeshProvider;

  /**
   * The cluster's name, in each message to an AlertProvider.
   *
   * @default - none
   */
  readonly clusterName?: string;

  /**
   * Whether canaries may refer to AlertProviders and MetricTemplates of their own namespace alone. Where `CanaryAlerting` does not install
   * Flagger, say it in `CanaryAlerting({ flagger: { noCrossNamespaceRefs: true } })` as well.
   *
   * @default false
   */
  readonly noCrossNamespaceRefs?: boolean;

  /**
   * The only namespace whose canaries, AlertProviders and MetricTemplates Flagger sees. Where `CanaryAlerting` does not install Flagger,
   * say it in `CanaryAlerting({ flagger: { watchNamespace: '…' } })` as well.
   *
   * @default - all
   */
  readonly watchNamespace?: string;

  /**
   * How many pods there are; more than one elect a leader.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * How many pods must stay while nodes are drained; fewer than there are, or a drain would never end.
   *
   * @default - none must
   */
  readonly minAvailable?: number;

  /**
   * Whether a change of a ConfigMap or Secret that a target reads is a release of its own.
   *
   * @default true
   */
  readonly configTracking?: boolean;

  /**
   * The labels of which a target's `selector.matchLabels` must have one; the first that it has is rewritten for the primary. A target with
   * none of them never gets ready.
   *
   * @default - app, name, app.kubernetes.io/name
   */
  readonly selectorLabels?: string[];

  /**
   * Which labels and annotations of a target its primary gets, too: those that begin so; `*` for all.
   *
   * @default - none
   */
  readonly includeLabelPrefix?: string[];

  /**
   * How many canaries Flagger takes in at once. An analysis runs on its own, whatever the number.
   *
   * @default 2
   */
  readonly threadiness?: number;

  /**
   * What the annotations of NGINX begin with, without a slash.
   *
   * @default nginx.ingress.kubernetes.io
   */
  readonly ingressAnnotationsPrefix?: string;

  /**
   * The ingress class of the HTTPProxies that Flagger makes for Contour.
   *
   * @default - none: each Contour takes them
   */
  readonly ingressClass?: string;

  /**
   * How many requests a second Flagger sends to the API server.
   *
   * @default 100
   */
  readonly kubeconfigQps?: number;

  /**
   * How many requests it sends at once.
   *
   * @default 250
   */
  readonly kubeconfigBurst?: number;

  /**
   * The kubeconfig of another cluster, in which the mesh's objects are: a mesh of several clusters with one control plane.
   *
   * @default - the cluster's own
   */
  readonly controlPlane?: SecretKey;

  /**
   * The namespace of Linkerd's viz, whose Prometheus then lets Flagger in.
   *
   * @default - no AuthorizationPolicy
   */
  readonly linkerdVizNamespace?: string;

  /**
   * The least that it logs.
   *
   * @default FlaggerLogLevel.INFO
   */
  readonly logLevel?: FlaggerLogLevel;

  /**
   * The image.
   *
   * @default - the chart's
   */
  readonly image?: FlaggerImage;

  /**
   * The pods' ServiceAccount.
   *
   * @default - one of their own
   */
  readonly serviceAccount?: FlaggerServiceAccount;

  /**
   * What the pods may take.
   *
   * @default - as the chart has it
   */
  readonly resources?: FlaggerResources;

  /**
   * Whether the pods run as a user of the chart's choice with a filesystem that is read only; OpenShift chooses the user itself.
   *
   * @default true
   */
  readonly securityContext?: boolean;

  /**
   * The labels of the nodes that the pods may run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [name: string]: string };

  /**
   * The taints that the pods bear, as Kubernetes spells them.
   *
   * @default - none
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii has no unknown
  readonly tolerations?: { [field: string]: any }[];

  /**
   * The pods' priority class.
   *
   * @default - none
   */
  readonly priorityClassName?: string;

  /**
   * More labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * More annotations of the pods. Those of the chart let a Prometheus without an operator scrape them, and Linkerd inject its proxy.
   *
   * @default - those of the chart
   */
  readonly podAnnotations?: { [name: string]: string };

  /**
   * More labels of the Deployment.
   *
   * @default - none
   */
  readonly deploymentLabels?: { [name: string]: string };

  /**
   * Annotations of the Deployment.
   *
   * @default - none
   */
  readonly deploymentAnnotations?: { [name: string]: string };

  /**
   * Flagger's own Slack notifier. Leave it out where a channel of CanaryAlerting hears the same.
   *
   * @default - none
   */
  readonly slack?: FlaggerSlack;

  /**
   * The address of Flagger's own Microsoft Teams notifier, which takes the place of Slack's: a connector's, not a workflow's.
   *
   * @default - none
   */
  readonly msTeamsUrl?: SecretKey;

  /**
   * The URL of a proxy on the way to Microsoft Teams.
   *
   * @default - none
   */
  readonly msTeamsProxy?: SecretKey;

  /**
   * The address to which every event is posted (`EventMetadata`), of canaries without a webhook of type event.
   *
   * @default - none
   */
  readonly eventWebhookUrl?: SecretKey;

  /**
   * More values of the chart, merged with ours map by map. One that is given twice is refused.
   *
   * @default - none
   */
  readonly values?: { readonly [key: string]: unknown };
}
