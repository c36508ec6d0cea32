import { Channel } from '../channel';
import * as flux from '../flux';
import { Folders, PART_OF, TEAM_LABEL } from './folders';
import { FLUX_COMPONENT, Routing } from './routing';
import { Secrets } from './secrets';

/** The folder of what tells of Flux' own failures. */
const FOLDER = 'notifications';

/**
 * A commit that does not apply is a failure that only Flux sees. It tells each channel that hears failures itself; where it
 * would need a secret in plain text, by Alertmanager.
 */
export class FluxNotifications {
  private alertmanager?: flux.Provider;

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
    const chart = this.folders.chart(FOLDER);
    const own = channel._flux;
    const metadata = { name: channel.name, namespace };
    if (own !== undefined) {
      const provider = new flux.Provider(chart, channel.name, { ...own, metadata });
      if (own.secret !== undefined) { this.secrets.need(own.secret, namespace); }
      new flux.Alert(chart, `${channel.name}-alert`, { ...this.alert(provider, team), metadata });
      return;
    }
    // The labels of an alert that Flux posts to Alertmanager are the event's metadata; `told` says whom it is for.
    this.routing.passOn(channel, channel.name);
    const alert = this.alert(this.toAlertmanager(namespace), team);
    new flux.Alert(chart, `${channel.name}-alert`, { ...alert, metadata, eventMetadata: { ...alert.eventMetadata, ...FLUX_COMPONENT, told: channel.name } });
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

  private toAlertmanager(namespace: string): flux.Provider {
    this.alertmanager ??= new flux.Provider(this.folders.chart(FOLDER), 'alertmanager', {
      metadata: { name: 'alertmanager', namespace },
      type: flux.ProviderType.ALERTMANAGER,
      address: `http://alertmanager-operated.${this.alertmanagerNamespace}.svc:9093/api/v2/alerts/`,
    });
    return this.alertmanager;
  }
}
