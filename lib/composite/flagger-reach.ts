import { ApiObject } from 'cdk8s';
import { FlaggerInstallation } from '../flagger-installation';
import { invalid } from '../invalid';

interface Reference { readonly name?: string; readonly namespace?: string }

interface Manifest {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly upstreamRef?: Reference;
    readonly analysis?: { readonly metrics?: readonly { readonly templateRef?: Reference }[]; readonly alerts?: readonly { readonly providerRef?: Reference }[] };
  };
}

/**
 * What a Canary refers to and Flagger does not follow, as it is installed: nobody hears of it but Flagger's log. Looked for in what
 * is written, so that a canary of somebody's own is no exception.
 */
export function outOfReach(canary: ApiObject, { noCrossNamespaceRefs, watchNamespace }: FlaggerInstallation): string[] {
  if (noCrossNamespaceRefs !== true && watchNamespace === undefined) { return []; }
  const { metadata: { name, namespace }, spec } = canary.toJson() as Manifest;
  const references: readonly (readonly [what: string, reference: Reference | undefined])[] = [
    ['upstream', spec?.upstreamRef],
    ...(spec?.analysis?.metrics ?? []).map(({ templateRef }) => ['MetricTemplate', templateRef] as const),
    ...(spec?.analysis?.alerts ?? []).map(({ providerRef }) => ['AlertProvider', providerRef] as const),
  ];
  return references.filter(([, reference]) => (reference?.namespace ?? namespace) !== namespace).flatMap(([what, reference]) => {
    const at = `Canary/${namespace ?? '-'}/${name}`;
    const refersTo = `it refers to the ${what} ${reference?.name ?? ''} in another namespace`;
    if (noCrossNamespaceRefs === true) {
      return [invalid({
        at, what: `${refersTo}, and Flagger runs with -no-cross-namespace-refs`, value: reference?.namespace,
        allowed: `${namespace ?? 'its own'}: Flagger ignores the whole canary otherwise, and only its log says so (pkg/controller/controller.go verifyNoCrossNamespaceRefs)`, fix: `one in ${namespace ?? 'the same namespace'}`,
      }).message];
    }
    // Gloo's own objects are not watched, but fetched.
    if (what === 'upstream') { return []; }
    return [invalid({
      at, what: `${refersTo}, and Flagger watches ${watchNamespace as string} alone`, value: reference?.namespace,
      allowed: `${watchNamespace as string}: Flagger does not see one elsewhere (cmd/flagger/main.go startInformers)`, fix: `one in ${watchNamespace as string}`,
    }).message];
  });
}
