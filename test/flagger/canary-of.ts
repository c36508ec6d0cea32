import { Chart, Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { chart, Manifest, manifests } from '../render';
import { validate } from '../schema';

export const { Analysis, MeshProvider, MetricCheck, Target } = flagger;

/** What every analysis in these tests begins with. */
export const judged = { interval: Duration.seconds(30), threshold: 5, metrics: [MetricCheck.requestSuccessRate({ min: 99 })] };

/** An analysis by weight. */
export const progressive = Analysis.progressive({ ...judged, maxWeight: 50, stepWeight: 10 });

/** A canary `podinfo` that is right in every respect but those that are given. */
export function canary(props: Partial<flagger.CanaryProps> = {}, c: Chart = chart(), id = 'podinfo'): flagger.Canary {
  return new flagger.Canary(c, id, { target: Target.deployment('podinfo'), provider: MeshProvider.ISTIO, service: { port: 9898 }, analysis: progressive, ...props });
}

/** The spec of that canary, which the CRD accepts. */
export function spec(props: Partial<flagger.CanaryProps> = {}): Manifest {
  return rendered(canary(props))['spec'] as Manifest;
}

/** The manifest of a Resource, which its CRD accepts. */
export function rendered(resource: { readonly apiObject: { readonly chart: Chart; readonly kind: string; readonly name: string } }): Manifest {
  const { chart: c, kind, name } = resource.apiObject;
  const manifest = manifests(c).find((each) => each['kind'] === kind && each['metadata'].name === name) as Manifest;
  expect(validate(manifest)).toEqual([]);
  return manifest;
}

/** What the validations of a canary's tree say when the app is synthesized. */
export function problems(c: Chart): string[] {
  return c.node.findAll().flatMap((node) => node.node.validate());
}
