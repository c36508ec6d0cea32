import { FlaggerInstallation } from '../flagger-installation';
import { FlaggerRelease, FlaggerReleaseOptions } from '../flagger-release';
import { invalid } from '../invalid';
import { Folder, Folders } from './folders';
import { Secrets } from './secrets';

/** Where Flagger is, and who brings it there. */
export interface Installing {
  readonly at: string;
  /** The Flagger that is there, or its namespace where it is not there yet. */
  readonly flagger: FlaggerInstallation;
  readonly install: FlaggerReleaseOptions & { readonly metricsServer: string };
  readonly delivered: boolean;
  /** Whether somebody else is said to install it. */
  readonly elsewhere: boolean;
}

/**
 * Lets Flux install Flagger in a folder of its own, which what needs Flagger's CRDs waits for. The rules about Flagger itself do not wait:
 * that it does not come up is what they tell.
 */
export function installFlagger(folders: Folders, secrets: Secrets, installing: Installing): FlaggerRelease {
  check(installing);
  const namespace = installing.flagger.namespace ?? 'flagger-system';
  const release = new FlaggerRelease(folders.chart(Folder.FLAGGER_RELEASE, { namespace, wait: true }), 'flagger', installing.install);
  for (const secret of release.secretKeys) { secrets.need(secret, namespace, Folder.FLAGGER_RELEASE); }
  folders.order(Folder.FLAGGER, Folder.FLAGGER_RELEASE);
  return release;
}

function check({ at, flagger, delivered, elsewhere }: Installing): void {
  if (!delivered) {
    throw invalid({ at, what: 'installFlagger is given, and nothing is delivered by Flux', allowed: 'with `flux`: it is Flux that installs Flagger', fix: 'flux: {}' });
  }
  if (elsewhere) {
    throw invalid({ at, what: 'installFlagger is given, and flux.flagger names the Kustomization that installs Flagger', allowed: 'one of them: two releases of Flagger undo each other\'s work', fix: 'leave one of them out' });
  }
  const said = (['deployment', 'podLabels', 'noCrossNamespaceRefs', 'watchNamespace'] as const).find((name) => flagger[name] !== undefined);
  if (said !== undefined) {
    throw invalid({ at, what: `flagger.${said} is given beside installFlagger`, allowed: 'flagger: { namespace } alone: the rest is as it is installed', fix: said === 'noCrossNamespaceRefs' || said === 'watchNamespace' ? `installFlagger: { ${said} }` : 'leave it out' });
  }
}
