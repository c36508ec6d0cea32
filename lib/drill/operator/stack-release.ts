import { givenNamespace, isFilledIn } from '../../checks/reference/lookup';
import { selectorOf } from '../../checks/reference/selector';
import { ManifestObject, World } from '../../checks/world';

/** The Helm release of kube-prometheus-stack. */
export interface StackRelease {
  /** The name that the chart's objects begin with. */
  readonly fullname: string;
  /** Its namespace; undefined where nothing shows it. */
  readonly namespace: string | undefined;
}

/**
 * The release as a HelmRelease has it; else by the label that it selects by, in the namespace of its values.
 * Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 templates/_helpers.tpl (kube-prometheus-stack.fullname).
 */
export function stackRelease(world: World): StackRelease {
  const helm = world.of('helm.toolkit.fluxcd.io', 'HelmRelease')
    .find(({ spec }) => (spec.at('chart', 'spec', 'chart').text ?? spec.at('chartRef', 'name').text) === CHART);
  const values = world.of('', 'ConfigMap').find((each) => world.stackValues.some(({ object }) => object === each.reference));
  const release = selectorOf(world, 'PrometheusRule')?.labels['release'] ?? helm?.name ?? CHART;
  return {
    fullname: (release.includes(CHART) ? release : `${release}-${CHART}`).slice(0, 26).replace(/-$/, ''),
    namespace: (helm === undefined ? undefined : helm.spec.at('targetNamespace').text ?? known(helm)) ?? (values === undefined ? undefined : known(values)),
  };
}

const CHART = 'kube-prometheus-stack';

function known(object: ManifestObject): string | undefined {
  const namespace = givenNamespace(object);
  return namespace === undefined || isFilledIn(namespace) ? undefined : namespace;
}
