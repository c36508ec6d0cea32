import { Channel } from '../channel';
import * as flux from '../flux';
import { Folder, Folders, PART_OF, TEAM_LABEL } from './folders';
import { FLUX_COMPONENT, Routing } from './routing';
import { Secrets } from './secrets';

/**
 * A commit that does not apply is a failure that only Flux sees. It tells each channel that hears failures itself; where it
 * would need a secret in plain text, by Alertmanager.
 */
export class FluxNotifications {
  private readonly providers = new Map<string, flux.Provider>();

  public constructor(
    private readonly folders: Folders,
    private readonly secrets: Secrets,
    private readonly routing: Routing,
    private readonly alertmanagerNamespace: string,
  ) {}

  /** Tells a channel of all Kustomizations that are made here, or of a team's. */
  public add(channel: Channel, team?: string): void {
    const namespace = this.folders.fluxNamespace;
    if (namespace === undefined) { return; }
    const chart = this.folders.chart(Folder.NOTIFICATIONS);
    const name = team === undefined ? channel.name : `${channel.name}-${team}`;
    const own = channel._flux;
    if (own !== undefined) {
      new flux.Alert(chart, `${name}-alert`, { ...this.alert(this.provider(channel.name, own, namespace), team), metadata: { name, namespace } });
      return;
    }
    // The labels of an alert that Flux posts to Alertmanager are the event's metadata; `told` says whom it is for.
    this.routing.passOn(channel);
    const alert = this.alert(this.toAlertmanager(namespace), team);
    const eventMetadata = { ...alert.eventMetadata, ...FLUX_COMPONENT, told: channel.name };
    new flux.Alert(chart, `${name}-alert`, { ...alert, metadata: { name, namespace }, eventMetadata });
  }

  private provider(name: string, props: flux.ProviderProps, namespace: string): flux.Provider {
    const existing = this.providers.get(name);
    if (existing !== undefined) { return existing; }
    const provider = new flux.Provider(this.folders.chart(Folder.NOTIFICATIONS), name, { ...props, metadata: { name, namespace } });
    this.providers.set(name, provider);
    if (props.secret !== undefined) { this.secrets.need(props.secret, namespace); }
    return provider;
  }

  private toAlertmanager(namespace: string): flux.Provider {
    return this.provider('alertmanager', {
      type: flux.ProviderType.ALERTMANAGER,
      address: `http://alertmanager-operated.${this.alertmanagerNamespace}.svc:9093/api/v2/alerts/`,
    }, namespace);
  }

  private alert(provider: flux.IProvider, team: string | undefined): flux.AlertProps {
    const source = this.folders.fluxSource as flux.ISource;
    return {
      provider,
      eventSeverity: flux.EventSeverity.ERROR,
      eventSources: [
        flux.EventSource.kustomization(flux.EventSource.ALL, { matchLabels: team === undefined ? PART_OF : { ...PART_OF, [TEAM_LABEL]: team } }),
        ...(team === undefined ? [flux.EventSource.of(source)] : []),
      ],
      eventMetadata: { summary: 'Flux cannot apply the canaries or their alerting.' },
    };
  }
}
