import { ApiObject, Chart } from 'cdk8s';
import * as flux from '../flux';
import { FluxDelivery } from '../flux-delivery';

/**
 * Who brings the kinds of which program. An object whose kind is missing keeps back all of its folder: Flux tries everything of a folder
 * before it applies the first of it (fluxcd/pkg ssa/v0.76.1 manager_apply.go).
 */
export interface Bringer {
  /** The groups of the kinds. */
  readonly groups: readonly string[];
  /** The Kustomization that installs the program; undefined where the program is there already. */
  readonly by: flux.IKustomization | undefined;
}

/**
 * What a main.ts says of who installs what.
 *
 * Source: fluxcd/flagger v1.44.0 charts/flagger/crds/crd.yaml; prometheus-operator v0.93.0 pkg/apis/monitoring/register.go;
 * external-secrets apis/externalsecrets/v1 and apis/generators/v1alpha1, whose CRDs one chart has.
 */
export function bringersOf({ flagger, prometheus, externalSecrets }: FluxDelivery, release: flux.IKustomization | undefined): readonly Bringer[] {
  return [
    { groups: ['flagger.app'], by: flagger },
    { groups: ['flagger.app'], by: release },
    { groups: ['monitoring.coreos.com'], by: prometheus },
    { groups: ['external-secrets.io', 'generators.external-secrets.io'], by: externalSecrets },
  ];
}

/** Those that must be ready before the objects of a Chart, whoever added them, can be applied. */
export function neededBy(chart: Chart, bringers: readonly Bringer[]): readonly flux.IKustomization[] {
  if (bringers.every(({ by }) => by === undefined)) { return []; }
  const groups = new Set(chart.node.findAll().filter((each) => ApiObject.isApiObject(each)).filter((each) => each.chart === chart).map(({ apiGroup }) => apiGroup));
  return bringers.filter((each) => each.groups.some((group) => groups.has(group))).flatMap(({ by }) => by ?? []);
}
