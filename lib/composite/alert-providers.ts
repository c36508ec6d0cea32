import { Channel } from '../channel';
import * as flagger from '../flagger';
import { FlaggerInstallation } from '../flagger-installation';
import { Folder, Folders } from './folders';
import { Secrets } from './secrets';

/** Flagger's AlertProviders: one for each channel that hears progress, where the canaries can refer to it. */
export class AlertProviders {
  private readonly providers = new Map<string, flagger.AlertProvider>();

  public constructor(
    private readonly folders: Folders,
    private readonly secrets: Secrets,
    private readonly flaggerNamespace: string,
    private readonly installation: FlaggerInstallation,
    private readonly options: Parameters<Folders['chart']>[1],
  ) {}

  /** The AlertProvider by which a canary of a namespace, applied with a folder, reaches a channel. */
  public of(channel: Channel, namespace: string, folder: string): flagger.IAlertProvider {
    const { noCrossNamespaceRefs, watchNamespace } = this.installation;
    const [home, place] = noCrossNamespaceRefs === true || watchNamespace !== undefined ? [namespace, folder] : [this.flaggerNamespace, Folder.FLAGGER];
    const id = `${home}/${channel.name}`;
    const existing = this.providers.get(id);
    if (existing !== undefined) { return existing; }
    const provider = new flagger.AlertProvider(this.folders.chart(place, this.options), channel.name, { ...channel._flagger, metadata: { name: channel.name, namespace: home } });
    this.providers.set(id, provider);
    for (const secret of channel._secrets) { this.secrets.need(secret, home); }
    return provider;
  }
}
