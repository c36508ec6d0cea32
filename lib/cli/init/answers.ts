import { Place } from './place';
import { InitProvider } from './providers';

/** What a repository is written from. */
export interface Answers {
  readonly team: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly port: number;
  /** Flagger's name of the provider. */
  readonly providerName: string;
  readonly provider: InitProvider;
  /** The Ingress or ApisixRoute, or `namespace/name` of the Gateway. */
  readonly route?: string;
  /** The host that users ask for. */
  readonly host?: string;
  readonly failures: readonly Place[];
  readonly progress: readonly Place[];
  /** How e-mail is sent; there is an e-mail address among the places then. */
  readonly mail?: { readonly from: string; readonly smarthost: string };
  /** In seconds. */
  readonly promise: number;
  readonly release: string;
  readonly monitoring: string;
  readonly flagger: string;
  /** The repository that Flux reads; undefined for the one that `flux bootstrap` made. */
  readonly git?: { readonly url: string; readonly branch: string };
  /** Where the folder is in the repository, `.` for its root. */
  readonly path: string;
  readonly ci: 'github' | 'gitlab' | 'none';
}
