import { ApiObject, Chart } from 'cdk8s';
import * as flux from '../flux';
import { FluxDelivery } from '../flux-delivery';

/** The namespaces of the programs, where objects of other folders may be, too. */
export interface Namespaces {
  readonly flux: string;
  readonly flagger: string;
  readonly prometheus: string;
}

/**
 * Who brings the kinds of which program, and its namespace. An object whose kind or namespace is missing keeps back all of its folder: Flux tries everything of a folder
 * before it applies the first of it (fluxcd/pkg ssa/v0.76.1 manager_apply.go).
 */
export interface Bringer {
  /** The groups of the kinds. */
  readonly groups: readonly string[];
  /** The program's namespace, where its objects are. */
  readonly namespace?: string;
  /** The Kustomization that installs the program; undefined where the program is there already. */
  readonly by: flux.IKustomization | undefined;
}

/**
 * What a main.ts says of who installs what.
 *
 * Source: fluxcd/flagger v1.44.0 charts/flagger/crds/crd.yaml; prometheus-operator v0.93.0 pkg/apis/monitoring/register.go;
 * external-secrets apis/externalsecrets/v1 and apis/generators/v1alpha1, whose CRDs one chart has.
 */
export function bringersOf({ flagger, prometheus, externalSecrets }: FluxDelivery, release: flux.IKustomization | undefined, namespaces: Namespaces): readonly Bringer[] {
  // Flux is there before all of them, and so is its namespace.
  const brought = (name: string): string | undefined => (name === namespaces.flux ? undefined : name);
  return [
    { groups: ['flagger.app'], namespace: brought(namespaces.flagger), by: flagger },
    // Its namespace is there before it.
    { groups: ['flagger.app'], by: release },
    { groups: ['monitoring.coreos.com'], namespace: brought(namespaces.prometheus), by: prometheus },
    { groups: ['external-secrets.io', 'generators.external-secrets.io'], by: externalSecrets },
  ];
}

/** Those that must be ready before the objects of a Chart, whoever added them, can be applied. */
export function neededBy(chart: Chart, bringers: readonly Bringer[]): readonly flux.IKustomization[] {
  if (bringers.every(({ by }) => by === undefined)) { return []; }
  const objects = chart.node.findAll().filter((each) => ApiObject.isApiObject(each)).filter((each) => each.chart === chart);
  const groups = new Set(objects.map(({ apiGroup }) => apiGroup));
  const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace));
  return bringers.filter(({ groups: own, namespace }) => own.some((group) => groups.has(group)) || (namespace !== undefined && namespaces.has(namespace))).flatMap(({ by }) => by ?? []);
}
