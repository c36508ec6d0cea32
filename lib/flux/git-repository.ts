import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/source.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { existingSource } from './existing-source';
import { checkProxy } from './proxy-check';
import { ISource } from './source';
import { timeoutWithoutHours } from './timeout';

/** Which commit of a repository. */
export class GitReference {
  /**
   * The head of a branch.
   *
   * @param name The branch.
   */
  public static branch(name: string): GitReference { return new GitReference('branch', name); }

  /**
   * A tag.
   *
   * @param name The tag.
   */
  public static tag(name: string): GitReference { return new GitReference('tag', name); }

  /**
   * The newest tag within a range of versions.
   *
   * @param range Such as `>=1.0.0 <2.0.0`.
   */
  public static semver(range: string): GitReference { return new GitReference('semver', range); }

  /**
   * Any reference by its full name.
   *
   * @param name Such as `refs/pull/420/head`.
   */
  public static refName(name: string): GitReference { return new GitReference('name', name); }

  /**
   * One commit.
   *
   * @param sha The commit's full SHA.
   */
  public static commit(sha: string): GitReference { return new GitReference('commit', sha); }

  private constructor(
    /** The field of the manifest's `ref`. */
    public readonly field: string,
    /** What it says. */
    public readonly text: string,
  ) {
    if (text.trim() === '') { throw invalid({ at: `GitReference.${field}`, what: `the ${field} is empty`, fix: 'name it' }); }
  }
}

/** What signature is verified. */
export enum GitVerification {
  /** The commit's. */
  HEAD = 'HEAD',
  /** The tag's. */
  TAG = 'Tag',
  /** Both. */
  TAG_AND_HEAD = 'TagAndHEAD',
}

/** How Flux logs in to a git server. */
export enum GitProvider {
  /** By the Secret, or not at all. */
  GENERIC = 'generic',
  /** By the workload identity of AWS. */
  AWS = 'aws',
  /** By the workload identity of Azure. */
  AZURE = 'azure',
  /** As a GitHub App; the Secret holds its data. */
  GITHUB = 'github',
}

/** Files of another GitRepository, laid beside those of this one. */
export interface GitInclude {
  /** The other repository, in the same namespace. */
  readonly repository: ISource;

  /**
   * Which of its folders.
   *
   * @default - all of it
   */
  readonly fromPath?: string;

  /**
   * The folder that they are laid into.
   *
   * @default - one of the other repository's name
   */
  readonly toPath?: string;
}

/** What a GitRepository takes. */
export interface GitRepositoryProps extends ResourceProps {
  /** The repository's URL, `https://`, `http://` or `ssh://`; the form `git@host:path` is refused by the CRD. */
  readonly url: string;

  /**
   * Which commit.
   *
   * @default GitReference.branch('main'); source-controller's own default is master
   */
  readonly ref?: GitReference;

  /**
   * How often Flux looks for a new commit.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;

  /**
   * The Secret to log in with, and one of its keys: `identity` for `ssh://` (beside `known_hosts`), `password` (beside
   * `username`) or `bearerToken` for `https://`, `githubAppPrivateKey` for a GitHub App, `ca.crt` for a server of your own.
   *
   * @default - none: the repository is public
   */
  readonly secret?: SecretKey;

  /**
   * How Flux logs in.
   *
   * @default GitProvider.GENERIC
   */
  readonly provider?: GitProvider;

  /**
   * The service account whose workload identity is used, with AWS and Azure alone.
   *
   * @default - the controller's own
   */
  readonly serviceAccountName?: string;

  /**
   * How long a fetch may take. Spelled without hours.
   *
   * @default - 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * What is left out, in the words of .gitignore. It replaces source-controller's own list of exclusions.
   *
   * @default - what .sourceignore says, and .git, .github, images and archives
   */
  readonly ignore?: string;

  /**
   * Which signature is verified; `verifySecret` has the keys.
   *
   * @default GitVerification.HEAD, where verifySecret is given
   */
  readonly verify?: GitVerification;

  /**
   * The Secret with the public keys of trusted authors, each of its keys being one; name any of them.
   *
   * @default - nothing is verified
   */
  readonly verifySecret?: SecretKey;

  /**
   * Whether submodules are fetched too.
   *
   * @default false
   */
  readonly recurseSubmodules?: boolean;

  /**
   * The folders to fetch.
   *
   * @default - all
   */
  readonly sparseCheckout?: string[];

  /**
   * The Secret whose key `address` is the URL of a proxy, for `https://` and `http://`.
   *
   * @default - none
   */
  readonly proxy?: SecretKey;

  /**
   * Files of other GitRepositories, which this one then waits for.
   *
   * @default - none
   */
  readonly include?: GitInclude[];

  /**
   * Whether fetching is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const SSH_KEYS = ['identity', 'identity.pub', 'known_hosts', 'password'];
const HTTP_KEYS = ['username', 'password', 'bearerToken', 'ca.crt', 'tls.crt', 'tls.key', 'githubAppID', 'githubAppPrivateKey', 'githubAppInstallationID', 'githubAppInstallationOwner', 'githubAppBaseURL'];

/** Makes a GitRepository (source.toolkit.fluxcd.io/v1), from which Kustomizations take what they apply. */
export class GitRepository extends Resource implements ISource {
  /**
   * Refers to a GitRepository that exists already, such as `flux-system` of a bootstrapped cluster.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The GitRepository's name.
   * @param namespace The GitRepository's namespace; the Kustomization's own unless given.
   */
  public static fromGitRepositoryName(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return existingSource(scope, id, { kind: k8s.GitRepository.GVK.kind, name, namespace });
  }

  private readonly props: GitRepositoryProps;

  public constructor(scope: Construct, id: string, props: GitRepositoryProps) {
    super(scope, id, k8s.GitRepository.GVK, props);
    this.props = props;
    present(this.reference, props, { url: '\'https://github.com/owner/repository\'' });
    checkOptions(this.reference, 'flux.GitRepositoryProps', props);
    this.checkUrl();
    this.checkSecret();
    this.checkRest();
    this.checkInclude();
    if (props.proxy !== undefined) { checkProxy(this.reference, props.proxy); }
    if (props.proxy !== undefined && props.url.startsWith('ssh:')) {
      throw invalid({ at: this.reference, what: 'a proxy is given with ssh://', allowed: 'with https:// and http:// alone: Flux does not read it otherwise', fix: 'leave proxy out' });
    }
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { url, ref, interval, secret, provider, serviceAccountName, timeout, ignore, verify, verifySecret, recurseSubmodules, sparseCheckout, suspend, proxy, include } = this.props;
    const { field, text } = ref ?? GitReference.branch('main');
    return {
      spec: k8s.toJson_GitRepositorySpec({
        url,
        ref: { [field]: text },
        interval: fluxDuration(interval ?? Duration.minutes(1)),
        provider: provider as string | undefined as k8s.GitRepositorySpecProvider | undefined,
        serviceAccountName,
        ignore,
        recurseSubmodules,
        sparseCheckout,
        suspend,
        ...(timeout && { timeout: timeoutWithoutHours(timeout) }),
        ...(secret && { secretRef: { name: secret.secretName } }),
        ...(proxy && { proxySecretRef: { name: proxy.secretName } }),
        ...(include && { include: include.map(({ repository, fromPath, toPath }) => ({ repository: { name: repository.name }, fromPath, toPath })) }),
        ...(verifySecret && {
          verify: {
            mode: (verify ?? GitVerification.HEAD) as string as k8s.GitRepositorySpecVerifyMode,
            secretRef: { name: verifySecret.secretName },
          },
        }),
      }),
    };
  }

  private checkUrl(): void {
    const { url } = this.props;
    if (!/^(https?|ssh):\/\/[^/\s]/.test(url)) {
      throw invalid({
        at: this.reference,
        what: 'the url is not one that Flux can fetch',
        value: url,
        allowed: 'https://, http:// or ssh://',
        fix: /^[^/]+@[^/]+:/.test(url) ? `ssh://${url.replace(':', '/')}` : 'https://host/owner/repository',
      });
    }
    if (/^https?:\/\/[^/]*@/.test(url) || /^ssh:\/\/[^/]*:[^/]*@/.test(url)) {
      throw invalid({ at: this.reference, what: 'the url holds a credential', allowed: 'a URL without a password or token', fix: 'secret: SecretKey.of(…, \'password\')' });
    }
  }

  private checkSecret(): void {
    const { url, secret, provider } = this.props;
    const ssh = url.startsWith('ssh:');
    if (secret === undefined) {
      if (!ssh && provider !== GitProvider.GITHUB) { return; }
      throw invalid({
        at: this.reference,
        what: ssh ? 'ssh:// has no Secret' : 'a GitHub App has no Secret',
        allowed: ssh ? 'a Secret with identity and known_hosts' : 'a Secret with githubAppID and githubAppPrivateKey',
        fix: `secret: SecretKey.of('${this.name}', '${ssh ? 'identity' : 'githubAppPrivateKey'}')`,
      });
    }
    const readable = ssh ? SSH_KEYS : HTTP_KEYS;
    if (readable.includes(secret.key)) { return; }
    throw invalid({ at: this.reference, what: `over ${ssh ? 'ssh' : 'http'} Flux does not read this key of the Secret`, value: secret.key, allowed: readable.join(', '), fix: `SecretKey.of('${secret.secretName}', '${ssh ? 'identity' : 'password'}')` });
  }

  private checkRest(): void {
    const { provider, serviceAccountName, interval, verify, verifySecret } = this.props;
    if (serviceAccountName !== undefined && provider !== GitProvider.AWS && provider !== GitProvider.AZURE) {
      throw invalid({ at: this.reference, what: 'serviceAccountName is given without AWS or Azure', value: provider, allowed: 'GitProvider.AWS, GitProvider.AZURE: the CRD refuses it elsewhere', fix: 'leave it out' });
    }
    if (interval !== undefined && milliseconds(interval) <= 0) {
      throw invalid({ at: this.reference, what: 'the interval is not positive', value: fluxDuration(interval), fix: 'Duration.minutes(1)' });
    }
    if (verify !== undefined && verifySecret === undefined) {
      throw invalid({ at: this.reference, what: 'verify is given without the keys to verify with', fix: 'verifySecret: SecretKey.of(…)' });
    }
  }

  private checkInclude(): void {
    for (const { repository, fromPath, toPath } of this.props.include ?? []) {
      const value = `${repository.kind}/${repository.name}`;
      if (repository.kind !== this.kind || (repository.namespace !== undefined && repository.namespace !== this.namespace)) {
        throw invalid({ at: this.reference, what: 'include names what is no GitRepository beside this one', value, allowed: `a GitRepository of the namespace ${this.namespace ?? 'default'}: the field has a name and no namespace` });
      }
      if (repository.name === this.name) { throw invalid({ at: this.reference, what: 'it includes itself', value, fix: 'leave it out' }); }
      const strange = [fromPath, toPath].find((path) => path !== undefined && (path.trim() === '' || path.split('/').includes('..')));
      if (strange !== undefined) { throw invalid({ at: this.reference, what: 'include has a path that is empty or leads out', value: strange, allowed: 'a folder, without ..', fix: 'leave it out for all of it' }); }
    }
  }
}
