import { Construct } from 'constructs';
import { CONFIG_KEY } from '../facts/alertmanager';
import { Resource, ResourceProps } from '../resource';
import { Config } from './config';
import { Dialect } from './dialect';
import { Route } from './route';

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
export class ConfigSecret extends Resource {
  /** The configuration. */
  public readonly config: Config;

  private readonly dialect: Dialect;

  public constructor(scope: Construct, id: string, props: ConfigSecretProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'Secret', fields: ['type', 'stringData'] }, props);
    this.config = props.config;
    this.dialect = props.dialect ?? Dialect.PROMETHEUS_OPERATOR;
    this.node.addValidation({ validate: () => this.config._mistakes(this.reference, this.dialect).map((mistake) => mistake.message) });
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
    return {
      type: 'Opaque',
      stringData: {
        [CONFIG_KEY]: this.config._toYaml(this.dialect),
        ...Object.fromEntries(this.config.templates.map((template) => [template.fileName, template.content])),
      },
    };
  }
}
