import { IConstruct } from 'constructs';
import { invalid, isDnsLabel } from '../invalid';

/** An object of Flux whose events an Alert can pass on. */
export interface IEventSource extends IConstruct {
  /** The object's kind. */
  readonly kind: string;

  /** The object's name. */
  readonly name: string;

  /** The object's namespace. */
  readonly namespace?: string;
}

/** Which objects of a kind. */
export interface EventSourceOptions {
  /**
   * The objects' namespace. It is compared exactly: there is no wildcard for it (fluxcd/notification-controller#71). Where
   * the controller runs with `--no-cross-namespace-refs`, only the Alert's own is heard.
   *
   * @default - the Alert's own
   */
  readonly namespace?: string;

  /**
   * The labels that the objects must have, together with the name.
   *
   * @default - any
   */
  readonly matchLabels?: { [label: string]: string };
}

/**
 * Whose events an Alert passes on. The twelve kinds are those of the CRD (fluxcd/notification-controller v1.9.3
 * api/v1/reference_types.go); Flagger's Canary is none of them: a Kustomization that waits for a Canary tells of it.
 */
export class EventSource {
  /** Every object of the kind, in the one namespace. */
  public static readonly ALL = '*';

  /**
   * An object of this application, or one that exists.
   *
   * @param source The object.
   */
  public static of(source: IEventSource): EventSource {
    return new EventSource(source.kind, source.name, { namespace: source.namespace });
  }

  /**
   * Kustomizations.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static kustomization(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('Kustomization', name, options);
  }

  /**
   * HelmReleases.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static helmRelease(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('HelmRelease', name, options);
  }

  /**
   * GitRepositories.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static gitRepository(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('GitRepository', name, options);
  }

  /**
   * OCIRepositories.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static ociRepository(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('OCIRepository', name, options);
  }

  /**
   * Buckets.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static bucket(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('Bucket', name, options);
  }

  /**
   * HelmRepositories.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static helmRepository(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('HelmRepository', name, options);
  }

  /**
   * HelmCharts.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static helmChart(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('HelmChart', name, options);
  }

  /**
   * ImageRepositories.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static imageRepository(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('ImageRepository', name, options);
  }

  /**
   * ImagePolicies.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static imagePolicy(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('ImagePolicy', name, options);
  }

  /**
   * ImageUpdateAutomations.
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static imageUpdateAutomation(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('ImageUpdateAutomation', name, options);
  }

  /**
   * ArtifactGenerators (since notification-controller 1.8).
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static artifactGenerator(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('ArtifactGenerator', name, options);
  }

  /**
   * ExternalArtifacts (since notification-controller 1.8).
   *
   * @param name The name, or `EventSource.ALL`.
   * @param options Which of them.
   */
  public static externalArtifact(name: string, options: EventSourceOptions = {}): EventSource {
    return new EventSource('ExternalArtifact', name, options);
  }

  private constructor(
    /** The objects' kind. */
    public readonly kind: string,
    /** The object's name, or `*`. */
    public readonly name: string,
    /** The namespace and the labels. */
    public readonly options: EventSourceOptions,
  ) {
    const at = `EventSource ${kind}`;
    if (name.length === 0 || name.length > 253) {
      throw invalid({ at, what: 'the name is empty or longer than 253 characters', value: name, allowed: 'the name of an object, or EventSource.ALL' });
    }
    if (name !== EventSource.ALL && name.includes('*')) {
      throw invalid({ at, what: 'the name has a wildcard in it', value: name, allowed: 'a whole name, or "*" alone: Flux compares names exactly', fix: 'flux.EventSource.ALL with matchLabels' });
    }
    if (options.namespace !== undefined && !isDnsLabel(options.namespace)) {
      throw invalid({ at, what: 'the namespace is not the name of one', value: options.namespace, allowed: 'one namespace: Flux knows no wildcard here', fix: 'an Alert in each namespace' });
    }
  }
}
