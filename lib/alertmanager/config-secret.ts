import { Construct, IConstruct } from 'constructs';
import { CONFIG_KEY } from '../facts/alertmanager';
import { Resource, ResourceProps } from '../resource';
import { Config } from './config';
import { Dialect } from './dialect';
import { Route } from './route';
import { checkOptions } from '../options';

/** The Secret that Alertmanager's configuration is in, ours or one that exists. */
export interface IConfigSecret extends IConstruct {
  /** Its name. */
  readonly name: string;

  /** The names of the Secrets that the configuration reads files of. */
  readonly secretNames: string[];
}

/** What the configuration's Secret takes. */
export interface ConfigSecretProps extends ResourceProps {
  /** The configuration. It may grow until the synth. */
  readonly config: Config;

  /**
   * Who reads it: they do not accept the same.
   *
   * @default Dialect.PROMETHEUS_OPERATOR
   */
  readonly dialect?: Dialect;
}

/**
 * Makes the Secret that Alertmanager's configuration is in. The operator takes no ConfigMap; there is no secret value in it,
 * so that it can be committed. It must be in Alertmanager's namespace, and `StackValues` names it to kube-prometheus-stack.
 *
 * Message templates contain `{{ $… }}`: where Flux substitutes variables after the build, give the metadata the annotation
 * `kustomize.toolkit.fluxcd.io/substitute: disabled`.
 */
export class ConfigSecret extends Resource implements IConfigSecret {
  /**
   * Refers to a Secret with a configuration that exists already, under the key `alertmanager.yaml`.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The Secret's name; it is in Alertmanager's namespace.
   * @param secretNames The Secrets that the configuration reads files of, in `/etc/alertmanager/secrets`; none unless given.
   */
  public static fromConfigSecretName(scope: Construct, id: string, name: string, secretNames: string[] = []): IConfigSecret {
    return new ExistingConfigSecret(scope, id, name, secretNames);
  }

  /** The configuration. */
  public readonly config: Config;

  private readonly dialect: Dialect;

  public constructor(scope: Construct, id: string, props: ConfigSecretProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'Secret', fields: ['type', 'stringData'] }, props);
    checkOptions(this.reference, 'alertmanager.ConfigSecretProps', props);
    this.config = props.config;
    this.dialect = props.dialect ?? Dialect.PROMETHEUS_OPERATOR;
    this.node.addValidation({ validate: () => this.config._mistakes(this.reference, this.dialect).map((mistake) => mistake.message) });
  }

  /** The names of the Secrets that the configuration reads files of. */
  public get secretNames(): string[] {
    return [...new Set(this.config.secrets.map((secret) => secret.secretName))].sort();
  }

  /**
   * Adds routes below the root, after those that there are.
   *
   * @param routes The routes.
   */
  public addRoute(...routes: Route[]): void {
    this.config.addRoute(...routes);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const texts = (): { readonly [key: string]: string } => ({
      [CONFIG_KEY]: this.config._toYaml(this.dialect),
      ...Object.fromEntries(this.config.templates.map((template) => [template.fileName, template.content])),
    });
    // Each field is asked for by itself, and a thousand teams' routes are a long text.
    return { type: 'Opaque', get stringData() { return texts(); } };
  }
}

class ExistingConfigSecret extends Construct implements IConfigSecret {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly secretNames: string[]) {
    super(scope, id);
  }
}
