import { CONFIG_FOLDER, SECRETS_FOLDER } from '../../facts/alertmanager';
import { Check, Report } from '../check';
import { textsIn } from '../everything';
import { Located } from '../located';
import { AlertmanagerSource } from '../sources';
import { World } from '../world';

/** Files that Alertmanager shall read a secret from and does not find: it says so at each notification, and sends none. */
export const file: Check = {
  id: 'secret/file',
  run: (world, report) => {
    const mounted = mountedSecrets(world);
    for (const source of world.alertmanagers) {
      for (const { path, value } of textsIn(source.at)) {
        const field = String(path.at(-1));
        if (!/^[a-z_]+_file$/.test(field) || value.includes('{{') || value.includes('${')) { continue; }
        // What stands in an http_config is looked up beside the configuration.
        const beside = path.some((step) => step === 'http_config' || step === 'tls_config' || step === 'smtp_tls_config');
        checkFile(source, source.at.at(...path), field, value, beside, mounted, report);
      }
    }
  },
};

function checkFile(source: AlertmanagerSource, at: Located, field: string, value: string, beside: boolean, mounted: Mounted, report: Report): void {
  if (!value.startsWith('/')) {
    if (beside) { return; }
    report(at, {
      severity: 'error', what: `${field} is a relative path`, value,
      allowed: 'an absolute one: Alertmanager looks for it where it was started, not beside its configuration (config/config.go resolveFilepaths leaves these fields out)',
      fix: `${field}: ${SECRETS_FOLDER}/<secret>/<key>`,
    });
    return;
  }
  if (source.via === 'file' || !value.startsWith(`${SECRETS_FOLDER}/`)) { return; }
  const [secret = '', key] = value.slice(SECRETS_FOLDER.length + 1).split('/');
  if (key === undefined || key === '') {
    report(at, { severity: 'error', what: `${field} names the folder of the Secret ${secret}, and no file in it`, value, allowed: 'a file for each key of the Secret', fix: `${field}: ${SECRETS_FOLDER}/${secret}/<key>` });
    return;
  }
  if (mounted.names.has(secret) || (!mounted.shown && source.via === 'secret')) { return; }
  report(at, {
    severity: mounted.shown ? 'error' : 'warning',
    what: `${field} is a file of the Secret ${secret}, which is not mounted into Alertmanager`,
    value,
    allowed: `a Secret of alertmanagerSpec.secrets${mounted.names.size > 0 ? ` (${[...mounted.names].sort().join(', ')})` : ''}: the operator mounts those alone`,
    fix: `alertmanager: { alertmanagerSpec: { secrets: [${secret}] } }${value.startsWith(CONFIG_FOLDER) ? '' : ' in the values of kube-prometheus-stack'}`,
    assuming: mounted.shown ? undefined : 'no other values of the chart are merged with these',
  });
}

interface Mounted {
  readonly names: ReadonlySet<string>;
  /** Whether the manifests say what is mounted. */
  readonly shown: boolean;
}

function mountedSecrets(world: World): Mounted {
  const lists = [
    ...world.stackValues.map((each) => each.at('alertmanager', 'alertmanagerSpec', 'secrets')),
    ...world.of('monitoring.coreos.com', 'Alertmanager').map((each) => each.spec.at('secrets')),
  ].filter(({ exists }) => exists);
  return { names: new Set(lists.flatMap((list) => list.items.flatMap(({ text }) => text ?? []))), shown: lists.length > 0 };
}
