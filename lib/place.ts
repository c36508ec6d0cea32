import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid } from './invalid';

/**
 * The id of a construct that needs a Chart around it, if it has one and the id is free there. What constructs and cdk8s say of these
 * mistakes names neither the kind nor a way out.
 */
export function placedId(kind: string, scope: Construct, id: string): string {
  constructId(kind, scope, id);
  checkChart(kind, scope, id);
  return id;
}

/** The id of a construct, if its scope is one and the id is free there. */
export function constructId(kind: string, scope: Construct, id: string): string {
  checkId(kind, id);
  const at = `${kind} ${id}`;
  if (!Construct.isConstruct(scope)) {
    throw invalid({ at, what: 'the scope is no construct', allowed: 'the construct that it belongs to, such as a Chart, before its id', fix: `new ${kind}(chart, '${id}', { … })` });
  }
  const other = scope.node.tryFindChild(id);
  if (other === undefined) { return id; }
  const { kind: taken = other.constructor.name } = other as { readonly kind?: string };
  throw invalid({
    at, what: `its id is that of another construct in ${scope.node.path === '' ? 'the App' : scope.node.path}, a ${taken}`, value: id,
    allowed: 'each id once in a scope, whatever the kinds',
    fix: taken === kind ? 'leave one of them out, or give it another id' : `another id, and the name apart from it: '${id}-${kind.toLowerCase()}', { metadata: { name: '${id}' }, … }`,
  });
}

/** Refuses an id that is no text, such as properties where the id was forgotten. */
export function checkId(kind: string, id: string): void {
  if (typeof id === 'string' && id !== '') { return; }
  throw invalid({ at: kind, what: 'the id is no text', allowed: 'a name, before the properties', fix: '\'podinfo\'' });
}

function checkChart(kind: string, scope: Construct, id: string): void {
  for (let each: Construct | undefined = scope; each !== undefined; each = each.node.scope as Construct | undefined) { if (Chart.isChart(each)) { return; } }
  const fix = 'canaries' in scope && 'channels' in scope ? `new ${kind}(team.chart, '${id}', { … })` : `new ${kind}(new Chart(app, '${id}', { namespace: '…' }), '${id}', { … }), or team.chart`;
  throw invalid({ at: `${kind} ${id}`, what: 'it is in no Chart', value: scope.constructor.name, allowed: 'a Chart as its scope, or something within one: a Chart is a folder or a file of manifests', fix });
}
