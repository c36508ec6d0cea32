import { MESH_PROVIDERS, MeshProviderFacts, RequiredReference } from '../../facts/mesh-providers';
import { analysesOf, CanaryAnalysis } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';

/** What is asked of a mesh or ingress provider that it cannot do, or cannot do without. */
export const provider: Check = {
  id: 'analysis/provider',
  run: (world, report) => {
    checkChart(world, report);
    for (const analysis of analysesOf(world)) {
      if (analysis.provider === undefined) { continue; }
      checkReference(analysis, report);
      checkSkipper(world, analysis, report);
      checkMatch(analysis, report);
      checkIgnored(analysis, report);
    }
    for (const canary of world.of('flagger.app', 'Canary')) { checkKnative(canary, report); }
  },
};

/** What the CRD's enum says of a Canary, nobody says of the chart's value. */
function checkChart(world: World, report: Report): void {
  for (const values of world.flaggerValues) {
    const at = values.at('meshProvider');
    const name = at.text;
    if (name === undefined || name === '' || Object.hasOwn(MESH_PROVIDERS, name)) { continue; }
    report(at, {
      severity: 'error', what: `Flagger knows no provider ${name}, and writes Istio's objects instead`, value: name,
      allowed: `${Object.keys(MESH_PROVIDERS).join(', ')} (pkg/router/factory.go: everything else is Istio)`, fix: /^gateway/i.test(name) ? 'meshProvider: gatewayapi:v1' : undefined,
    });
  }
}

const REFERENCES: Readonly<Record<RequiredReference, { readonly what: string; readonly path: readonly string[]; readonly kind?: string; readonly fix: string }>> = {
  ingress: { what: 'an Ingress', path: ['ingressRef'], kind: 'Ingress', fix: 'ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: … }' },
  apisixRoute: { what: 'an ApisixRoute', path: ['routeRef'], kind: 'ApisixRoute', fix: 'routeRef: { apiVersion: apisix.apache.org/v2, kind: ApisixRoute, name: … }' },
  gatewayRefs: { what: 'a Gateway', path: ['service', 'gatewayRefs'], fix: 'service: { gatewayRefs: [{ name: …, namespace: … }] }' },
  meshName: { what: 'the mesh\'s name', path: ['service', 'meshName'], fix: 'service: { meshName: … }' },
};

function checkReference({ canary, provider: mesh }: CanaryAnalysis, report: Report): void {
  const required = mesh?.facts.requires;
  if (mesh === undefined || required === undefined) { return; }
  const { what, path, fix } = REFERENCES[required];
  const at = canary.spec.at(...path);
  const given = Array.isArray(at.value) ? at.items.length > 0 : typeof at.value === 'string' ? at.value !== '' : at.exists;
  if (given) { return; }
  report(at.exists ? at : canary.spec, {
    severity: 'error', what: `the canary ${canary.name} has no ${path.join('.')}: the provider ${mesh.name} needs ${what}`, value: mesh.assuming === undefined ? `provider: ${mesh.name}` : undefined,
    allowed: `${what}: without it the canary stays in Initializing for ever, and no metric and no alert says so`, fix, assuming: mesh.assuming,
  });
}

/** Flagger's own maps are nil where an object has no annotation (pkg/router/skipper.go makeAnnotations), which Go ends the program for. */
function checkSkipper(world: World, { canary, provider: mesh }: CanaryAnalysis, report: Report): void {
  const name = canary.spec.at('ingressRef', 'name').text;
  if (mesh?.name !== 'skipper' || name === undefined) { return; }
  const ingress = world.find('networking.k8s.io', 'Ingress', canary.namespace, name);
  if (ingress === undefined || isPatch(world, ingress) || ingress.at('metadata', 'annotations').entries.length > 0) { return; }
  report(ingress.at('metadata'), {
    severity: 'error', what: `the Ingress ${name} has no annotation: Flagger ends as soon as it copies it for the canary ${canary.name}, and again each time that it starts`,
    allowed: 'any annotation at all: with Skipper, Flagger 1.44.0 writes its own into those that are there ("assignment to entry in nil map"), and no canary goes on while it is down',
    fix: 'annotations: { kubernetes.io/ingress.class: skipper }', assuming: [mesh.assuming, 'nothing else annotates it, as kubectl apply does'].filter((each) => each !== undefined).join('; '),
  });
}

function checkMatch({ canary, at, strategy, provider: mesh }: CanaryAnalysis, report: Report): void {
  const match = at.at('match');
  if (mesh === undefined || match.items.length === 0) { return; }
  const { name, facts, assuming } = mesh;
  if (strategy === 'canary') {
    report(match, { severity: 'warning', what: `match stands beside weights in the canary ${canary.name}`, allowed: 'match with iterations: Flagger shifts weight, and some routers match as well', fix: 'iterations in place of weights for an A/B test, or no match', assuming });
    return;
  }
  if (facts.match === undefined) {
    report(match, {
      severity: 'error', assuming,
      what: facts.weights ? `the provider ${name} ignores match: all traffic goes to the canary ${canary.name} from the first check` : `the provider ${name} ignores match: no request reaches the canary ${canary.name} before its promotion`,
      value: `provider: ${name}`, allowed: `${providersWith((each) => each.match !== undefined)} (pkg/controller/scheduler.go runAB)`, fix: 'iterations alone, for a Blue/Green release; or weights',
    });
    return;
  }
  if (match.items.length > 1 && !facts.match.alternatives && !(facts.match.headerOrCookie === true && isHeaderOrCookie(match))) {
    report(match, { severity: 'warning', what: `the provider ${name} does not know alternatives in match`, value: `${match.items.length} conditions`, allowed: `one condition; alternatives only with ${providersWith((each) => each.match?.alternatives === true)}: elsewhere they become one condition, or the last one counts`, fix: facts.match.headerOrCookie === true ? 'one header, and one cookie beside it' : 'one entry, whose headers must all match', assuming });
  }
  for (const condition of match.items) {
    const headers = condition.at('headers').entries.map(([header]) => header);
    if (facts.match.headerOrCookie === true && headers.includes(COOKIE) && headers.length === 2) {
      report(condition, { severity: 'warning', what: `the provider ${name} does not ask for a header and a cookie at once: either of them leads to the canary`, value: headers.join(', '), allowed: 'one of the two, or each as an entry of its own, which says what happens', fix: 'two entries', assuming });
    }
    for (const part of ['queryParams', 'sourceLabels'] as const) {
      if (!condition.at(part).exists || facts.match[part]) { continue; }
      report(condition.at(part), { severity: 'warning', what: `the provider ${name} ignores ${part}`, allowed: `${part} only with ${providersWith((each) => each.match?.[part] === true)}`, fix: 'headers', assuming });
    }
    for (const [header, comparison] of [...condition.at('headers').entries, ...(facts.match.queryParams ? condition.at('queryParams').entries : [])]) {
      for (const [kind, value] of comparison.entries) {
        const isCookieName = facts.match.headerOrCookie === true && header === COOKIE;
        const kinds = isCookieName ? ['exact'] : facts.match.kinds;
        if (!['exact', 'prefix', 'suffix', 'regex'].includes(kind) || kinds.some((each) => each === kind)) { continue; }
        report(value, {
          severity: 'warning', what: `the provider ${name} cannot compare "${header}" by ${kind}`, assuming,
          allowed: isCookieName ? 'exact, with the cookie\'s name, whose value is then always or never: anything else is dropped' : `${kinds.join(', ')}: the condition is dropped or matches other requests`,
        });
      }
    }
  }
}

const COOKIE = 'cookie';

/** Whether the entries hold one header and one cookie at most. */
function isHeaderOrCookie(match: Located): boolean {
  const names = match.items.flatMap((condition) => condition.at('headers').entries.map(([name]) => name));
  return names.filter((name) => name === COOKIE).length <= 1 && names.filter((name) => name !== COOKIE).length <= 1;
}

function checkIgnored({ at, strategy, provider: mesh }: CanaryAnalysis, report: Report): void {
  if (mesh === undefined) { return; }
  const { name, facts, assuming } = mesh;
  const affinity = at.at('sessionAffinity');
  if (affinity.exists && !facts.sessionAffinity) {
    report(affinity, { severity: 'warning', what: `the provider ${name} ignores sessionAffinity`, allowed: `only with ${providersWith((each) => each.sessionAffinity)}`, fix: 'remove sessionAffinity', assuming });
  }
  const mirror = at.at('mirror');
  if (mirror.value === true && facts.mirror === 'none' && (strategy !== 'canary' || !facts.weights)) {
    report(mirror, { severity: 'warning', what: `the provider ${name} ignores mirror: no request reaches the canary`, allowed: `only with ${providersWith((each) => each.mirror !== 'none')}`, fix: 'remove mirror, and make load with a webhook', assuming });
  }
}

function checkKnative(canary: ManifestObject, report: Report): void {
  const target = canary.spec.at('targetRef');
  const isKnative = target.at('kind').text === 'Service' && /^serving\.knative\.dev\//.test(target.at('apiVersion').text ?? '');
  const named = canary.spec.at('provider').text;
  const autoscaler = canary.spec.at('autoscalerRef');
  if (isKnative !== (named === 'knative') && target.exists) {
    report(isKnative ? target : canary.spec.at('provider'), {
      severity: 'error', what: isKnative ? `the Knative Service of the canary ${canary.name} needs provider: knative` : `the provider knative of the canary ${canary.name} releases Knative Services alone`, value: `provider: ${named ?? '(none)'}`,
      allowed: 'both or neither, and in spec.provider: otherwise Flagger ignores the Canary, with a line in its log (pkg/controller/controller.go)', fix: isKnative ? 'provider: knative' : 'targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: … }',
    });
  } else if (isKnative && autoscaler.exists) {
    report(autoscaler, { severity: 'error', what: `the Knative Service of the canary ${canary.name} has an autoscalerRef`, allowed: 'none: Knative scales by itself, and Flagger ignores the Canary (pkg/controller/controller.go)', fix: 'remove autoscalerRef' });
  }
}

function providersWith(can: (facts: MeshProviderFacts) => boolean): string {
  return Object.entries(MESH_PROVIDERS).filter(([, facts]) => can(facts)).map(([name]) => name).join(', ');
}
