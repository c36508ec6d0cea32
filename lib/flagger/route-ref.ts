import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';
import { RequiredReference } from '../facts/mesh-providers';
import { checkObjectName } from './names';

const KINDS: Readonly<Record<string, { readonly apiVersion: string; readonly field: RouteField }>> = {
  Ingress: { apiVersion: 'networking.k8s.io/v1', field: 'ingressRef' },
  ApisixRoute: { apiVersion: 'apisix.apache.org/v2', field: 'routeRef' },
  Upstream: { apiVersion: 'gloo.solo.io/v1', field: 'upstreamRef' },
};

type RouteField = 'ingressRef' | 'routeRef' | 'upstreamRef';

/**
 * The object of an ingress controller from which Flagger makes the canary's own: an Ingress for NGINX and Skipper, an
 * ApisixRoute for APISIX, an Upstream for Gloo. It lives in the Canary's namespace.
 */
export class RouteRef {
  /**
   * An Ingress that is defined elsewhere. A backend of it must be the canary's Service. For Skipper it must have an annotation, whichever: without one
   * Flagger 1.44.0 ends with a panic (pkg/router/skipper.go makeAnnotations).
   *
   * @param name The Ingress' name.
   */
  public static ingress(name: string): RouteRef {
    return new RouteRef('Ingress', KINDS['Ingress']?.apiVersion as string, name);
  }

  /**
   * An ApisixRoute that is defined elsewhere.
   *
   * @param name The ApisixRoute's name.
   */
  public static apisixRoute(name: string): RouteRef {
    return new RouteRef('ApisixRoute', KINDS['ApisixRoute']?.apiVersion as string, name);
  }

  /**
   * An Upstream of Gloo Edge that is defined elsewhere, from which Flagger takes connection settings.
   *
   * @param name The Upstream's name.
   * @param namespace The Upstream's namespace; the Canary's own unless given.
   */
  public static glooUpstream(name: string, namespace?: string): RouteRef {
    return new RouteRef('Upstream', KINDS['Upstream']?.apiVersion as string, name, namespace);
  }

  /**
   * An Ingress, ApisixRoute or Upstream of this app: an ApiObject, or a construct that holds one. Whether an Ingress really
   * leads to the canary's Service is checked when the app is synthesized.
   *
   * @param route The object.
   */
  public static of(route: IConstruct): RouteRef {
    const object = ApiObject.isApiObject(route) ? route : route.node.defaultChild;
    if (object === undefined || !ApiObject.isApiObject(object) || KINDS[object.kind] === undefined) {
      throw invalid({
        at: `RouteRef.of(${route.node.path})`,
        what: 'this is nothing that Flagger can take a route from',
        value: object !== undefined && ApiObject.isApiObject(object) ? object.kind : 'no Kubernetes object',
        allowed: Object.keys(KINDS).join(', '),
      });
    }
    return new RouteRef(object.kind, object.apiVersion, object.name, object.metadata.namespace, object);
  }

  private constructor(
    /** The object's kind. */
    public readonly kind: string,
    /** The object's API version. */
    public readonly apiVersion: string,
    /** The object's name. */
    public readonly name: string,
    /** The object's namespace, where it is known. */
    public readonly namespace?: string,
    private readonly object?: ApiObject,
  ) {
    checkObjectName(`RouteRef ${kind}`, name);
    if (namespace !== undefined) { checkObjectName(`RouteRef ${kind}/${name}: namespace`, namespace); }
  }

  /** @internal */
  public get _field(): RouteField {
    return KINDS[this.kind]?.field as RouteField;
  }

  /** @internal */
  public get _satisfies(): RequiredReference | undefined {
    return this.kind === 'Ingress' ? 'ingress' : this.kind === 'ApisixRoute' ? 'apisixRoute' : undefined;
  }

  /**
   * Whether the Ingress, as it will be rendered, leads to the Service: Flagger looks for it, and stays in `Initializing`
   * where it finds none ("backend … not found in ingress …", pkg/router/ingress.go Reconcile).
   *
   * @internal
   */
  public _problems(at: string, namespace: string | undefined, service: string): string[] {
    if (this.object === undefined || this.kind !== 'Ingress') { return []; }
    const problems: string[] = [];
    if (this.namespace !== namespace) {
      problems.push(invalid({ at, what: `the Ingress ${this.name} is in another namespace`, value: this.namespace ?? 'none', allowed: `the Canary's own: ${namespace ?? 'none'}` }).message);
    }
    const backends = (this.object.toJson() as Ingress).spec?.rules?.flatMap((rule) => rule.http?.paths?.map((path) => path.backend?.service?.name) ?? []) ?? [];
    if (!backends.includes(service)) {
      problems.push(invalid({
        at,
        what: `no rule of the Ingress ${this.name} leads to the canary's Service`,
        value: backends,
        allowed: `a path with the backend ${service}: Flagger does not begin otherwise, and says so in an event alone`,
      }).message);
    }
    return problems;
  }
}

interface Ingress {
  readonly spec?: {
    readonly rules?: readonly {
      readonly http?: { readonly paths?: readonly { readonly backend?: { readonly service?: { readonly name?: string } } }[] };
    }[];
  };
}
