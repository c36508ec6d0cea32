import { Check, Report } from '../check';
import { foldersOf, KUSTOMIZE } from '../folders';
import { ManifestObject, World } from '../world';

/** The charts that bring the kinds of alerting, and the groups of these kinds. */
const CHARTS: { readonly [chart: string]: readonly string[] } = {
  'flagger': ['flagger.app'],
  'kube-prometheus-stack': ['monitoring.coreos.com'],
  'prometheus-operator-crds': ['monitoring.coreos.com'],
  'external-secrets': ['external-secrets.io'],
  'sealed-secrets': ['bitnami.com'],
  'cert-manager': ['cert-manager.io'],
};

/** A Kustomization whose objects need what another one brings, and that does not wait for it. */
export const order: Check = {
  id: 'flux/order',
  run: (world, report) => {
    const folders = foldersOf(world);
    const groups = new Map<string, Bringer[]>();
    const namespaces = new Map<string, ManifestObject[]>();
    const owned: { readonly object: ManifestObject; readonly owner: ManifestObject }[] = [];
    for (const object of world.objects) {
      const [owner, ...more] = folders.ownersOf(object.document.file);
      if (owner === undefined || more.length > 0) { continue; }
      owned.push({ object, owner });
      if (object.is('', 'Namespace')) { push(namespaces, object.name, owner); }
      for (const group of groupsOf(object)) { push(groups, group, { owner, object }); }
    }
    const waits = new Waits(world);
    const told = new Set<string>();
    for (const { object, owner } of owned) {
      checkKind(object, owner, groups.get(`${object.group}/${object.kind}`) ?? groups.get(object.group) ?? [], waits, told, report);
      const brings = namespaces.get(object.namespace) ?? [];
      if (!object.at('metadata', 'namespace').exists || brings.length === 0 || brings.some((each) => each === owner || waits.for(owner, each))) { continue; }
      tell(told, report, owner, brings[0] as ManifestObject, `the namespace ${object.namespace}`, object);
    }
  },
};

interface Bringer { readonly owner: ManifestObject; readonly object: ManifestObject }

/** The kinds that an object brings: a CRD its own, a release of a chart those of the chart's CRDs. */
function groupsOf(object: ManifestObject): readonly string[] {
  if (object.is('apiextensions.k8s.io', 'CustomResourceDefinition')) { return [`${object.spec.at('group').text ?? ''}/${object.spec.at('names', 'kind').text ?? ''}`]; }
  if (!object.is('helm.toolkit.fluxcd.io', 'HelmRelease')) { return []; }
  const chart = object.spec.at('chart', 'spec', 'chart').text ?? object.spec.at('chartRef', 'name').text ?? '';
  return Object.hasOwn(CHARTS, chart) ? CHARTS[chart] ?? [] : [];
}

function checkKind(object: ManifestObject, owner: ManifestObject, brings: readonly Bringer[], waits: Waits, told: Set<string>, report: Report): void {
  const others = brings.filter((each) => each.owner !== owner);
  if (brings.length === 0 || others.some((each) => waits.for(owner, each.owner))) { return; }
  const own = brings.find((each) => each.owner === owner);
  if (own !== undefined) {
    // A CRD is applied before everything else; a release of Helm brings its own only after all was applied.
    if (own.object.kind === 'CustomResourceDefinition' || told.has(`${owner.reference} ${own.object.reference}`)) { return; }
    told.add(`${owner.reference} ${own.object.reference}`);
    report(object.at('kind'), {
      severity: 'error', what: `${object.reference} and the release that brings its kind are applied together, so that neither ever is`, value: own.object.reference,
      allowed: 'two Kustomizations, one after the other: Flux tries all objects before it applies the first (fluxcd/pkg ssa/v0.76.1 manager_apply.go)', fix: `a folder of its own, and a Kustomization that depends on ${owner.name}`,
      assuming: 'the kind is not in the cluster already',
    });
    return;
  }
  tell(told, report, owner, (others[0] as Bringer).owner, `the kind ${object.kind}`, object);
}

function tell(told: Set<string>, report: Report, owner: ManifestObject, needed: ManifestObject, what: string, object: ManifestObject): void {
  const key = `${owner.namespace}/${owner.name} ${needed.namespace}/${needed.name}`;
  if (told.has(key)) { return; }
  told.add(key);
  report(owner.spec.at('dependsOn').exists ? owner.spec.at('dependsOn') : owner.spec, {
    severity: 'warning', what: `${owner.reference} does not wait for ${needed.reference}, which brings ${what}`, value: object.reference,
    allowed: 'dependsOn: Flux applies nothing of a folder in which one object\'s kind or namespace is missing, and tries again at the next interval only',
    fix: `dependsOn: [{ name: ${needed.name}${needed.namespace === owner.namespace ? '' : `, namespace: ${needed.namespace}`} }]`,
  });
}

/** Who waits for whom, also by way of others. */
class Waits {
  private readonly needs = new Map<string, string[]>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  public constructor(world: World) {
    for (const each of world.of(KUSTOMIZE, 'Kustomization')) {
      this.needs.set(`${each.namespace}/${each.name}`, each.spec.at('dependsOn').items.map((one) => `${one.at('namespace').text ?? each.namespace}/${one.at('name').text ?? ''}`));
    }
  }

  public for(one: ManifestObject, other: ManifestObject): boolean {
    const from = `${one.namespace}/${one.name}`;
    const reached = this.known.get(from) ?? this.reach(from);
    this.known.set(from, reached);
    return reached.has(`${other.namespace}/${other.name}`);
  }

  private reach(from: string): ReadonlySet<string> {
    const reached = new Set<string>();
    const open = [from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const each of this.needs.get(next) ?? []) { if (!reached.has(each)) { reached.add(each); open.push(each); } }
    }
    return reached;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) { map.set(key, [value]); } else { list.push(value); }
}
