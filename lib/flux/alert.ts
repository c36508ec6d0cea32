import { Construct } from 'constructs';
import * as k8s from '../../imports/notification.toolkit.fluxcd.io';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { EventSource } from './event-source';
import { checkMessagePattern } from './message-pattern';
import { IProvider } from './provider';

/** How bad an event must be; Flux has these two, and no warning. */
export enum EventSeverity {
  /** Every event, errors included. */
  INFO = 'info',
  /** Errors alone. */
  ERROR = 'error',
}

/** What an Alert takes. */
export interface AlertProps extends ResourceProps {
  /** Where the events go: a Provider in the Alert's own namespace. */
  readonly provider: IProvider;

  /**
   * How bad an event must be. Flux drops the success of a reconciliation that changed nothing, whatever is said here.
   *
   * @default EventSeverity.INFO
   */
  readonly eventSeverity?: EventSeverity;

  /**
   * Whose events are passed on; more can be added by `addEventSource`.
   *
   * @default - none: at least one must be added
   */
  readonly eventSources?: EventSource[];

  /**
   * Patterns (RE2, not anchored) of which the message must match one.
   *
   * @default - every message
   */
  readonly inclusionList?: string[];

  /**
   * Patterns (RE2, not anchored) of messages that are dropped, included or not.
   *
   * @default - none
   */
  readonly exclusionList?: string[];

  /**
   * Fields to add to each event, such as `cluster` or `summary`. What the controllers say themselves wins, such as `revision`.
   *
   * @default - none
   */
  readonly eventMetadata?: { [key: string]: string };

  /**
   * Whether events are dropped; they are not kept for later.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/**
 * Makes an Alert (notification.toolkit.fluxcd.io/v1beta3, the only version that Flux 2.9 serves): which events go to which
 * Provider. It has no channel and no template; the channel is the Provider's. An event of the same object, message and
 * revision is passed on once in five minutes. Flagger's Canary is not among the kinds that Flux hears.
 */
export class Alert extends Resource {
  private readonly props: AlertProps;
  private readonly sources: EventSource[];

  public constructor(scope: Construct, id: string, props: AlertProps) {
    super(scope, id, k8s.Alert.GVK, props);
    this.props = props;
    present(this.reference, props, { provider: 'flux.Provider.fromProviderName(…)' });
    checkOptions(this.reference, 'flux.AlertProps', props);
    this.sources = [...props.eventSources ?? []];
    this.checkProvider();
    for (const list of ['inclusionList', 'exclusionList'] as const) {
      for (const pattern of props[list] ?? []) { checkMessagePattern(this.reference, list, pattern); }
    }
    this.node.addValidation({ validate: () => this.incomplete() });
  }

  /**
   * Passes on the events of more objects.
   *
   * @param sources Which objects.
   */
  public addEventSource(...sources: EventSource[]): void {
    this.sources.push(...sources);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { provider, eventSeverity, inclusionList, exclusionList, eventMetadata, suspend } = this.props;
    return {
      spec: k8s.toJson_AlertSpec({
        providerRef: { name: provider.name },
        eventSeverity: (eventSeverity ?? EventSeverity.INFO) as string as k8s.AlertSpecEventSeverity,
        eventSources: this.sources.map(({ kind, name, options }) => ({
          kind: kind as k8s.AlertSpecEventSourcesKind,
          name,
          ...(options.namespace !== undefined && options.namespace !== this.namespace && { namespace: options.namespace }),
          matchLabels: options.matchLabels,
        })),
        inclusionList,
        exclusionList,
        eventMetadata,
        suspend,
      }),
    };
  }

  private checkProvider(): void {
    const { provider } = this.props;
    if (provider.namespace === undefined || provider.namespace === this.namespace) { return; }
    throw invalid({
      at: this.reference,
      what: 'the Provider is in another namespace',
      value: `Provider/${provider.namespace}/${provider.name}`,
      allowed: `the Alert's own, ${this.namespace ?? 'the default one'}: providerRef has a name and no namespace`,
      fix: 'put the Provider and its Secret beside the Alert; eventSources may name other namespaces',
    });
  }

  private incomplete(): string[] {
    if (this.sources.length > 0) { return []; }
    return [invalid({
      at: this.reference,
      what: 'there is no event source',
      allowed: 'at least one: the CRD takes an empty list, and nothing would ever be passed on',
      fix: 'eventSources: [flux.EventSource.kustomization(flux.EventSource.ALL)]',
    }).message];
  }
}
