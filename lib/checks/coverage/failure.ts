import { canariesOf, CanaryRule, canaryRules, isFailureRule } from '../alerts';
import { Check, Report } from '../check';
import { globalNotifier } from '../flagger-settings';
import { canaryWords, hasEventWebhook, noticesFailureOf, providerAlerts } from '../hearing';
import { ManifestObject, World } from '../world';

/** A canary fails, and nobody hears of it. */
export const failure: Check = {
  id: 'coverage/failure',
  run: (world, report) => {
    const rules = canaryRules(world).filter(({ readsMetrics }) => readsMetrics);
    const notices = rules.some((rule) => rule.failure === 'fires' || rule.failure === 'unknown');
    const [meant] = rules.filter(isFailureRule);
    const canaries = canariesOf(world);
    const [any] = rules;
    if (!notices && any !== undefined && (meant !== undefined || canaries.length > 0)) {
      reportRules(meant ?? any, meant !== undefined, canaries.length > 0 && canaries.every((each) => hasOtherWay(world, each)), report);
      return;
    }
    for (const canary of canaries) {
      if (rules.some((rule) => noticesFailureOf(rule, canary)) || hasEventWebhook(world, canary)) { continue; }
      reportCanary(world, canary, any !== undefined, report);
    }
  },
};

const NEVER_READY = 'a rollback because the canary never became ready sends no message to any AlertProvider since Flagger 1.36.1; the status is 2 then';

function reportRules({ rule, on }: CanaryRule, isMeant: boolean, otherwiseHeard: boolean, report: Report): void {
  report(rule.group.at('name'), {
    severity: otherwiseHeard ? 'warning' : 'error',
    what: isMeant
      ? `no canary failure can be noticed at all: no rule fires when flagger_canary_status is 2, ${rule.alert ?? ''} ${on.size === 0 ? 'never fires' : 'fires on something else'}`
      : 'no canary failure can be noticed at all: there are rules about canaries, and none fires when flagger_canary_status is 2',
    allowed: otherwiseHeard ? `a rule that fires on status 2 and on nothing else: ${NEVER_READY}` : 'a rule that fires on status 2 and on nothing else: 0 is progressing, 2 is failed, 1 is everything else',
    fix: 'max by (namespace, name) (flagger_canary_status) == 2',
  });
}

function reportCanary(world: World, canary: ManifestObject, hasRules: boolean, report: Report): void {
  const told = providerAlerts(world, canary).filter(({ severity }) => severity !== undefined);
  const place = canary.at('metadata', 'name');
  const words = canaryWords(canary);
  const fix = 'max by (namespace, name) (flagger_canary_status) == 2';
  if (hasOtherWay(world, canary)) {
    // What `error` alone leaves out is told by coverage/severity, this among it.
    if (told.length > 0 && told.every(({ severity }) => severity === 'error')) { return; }
    report(place, {
      severity: hasRules ? 'warning' : 'info',
      what: `nobody hears when ${words} never becomes ready: it is rolled back without a message, and ${hasRules ? 'no rule fires on its status' : 'no rule here fires on flagger_canary_status'}`,
      allowed: NEVER_READY, fix,
      assuming: hasRules ? undefined : 'no rule elsewhere fires on flagger_canary_status 2',
    });
    return;
  }
  if (providerAlerts(world, canary).length > 0) { return; }
  report(place, {
    severity: hasRules ? 'error' : world.rules.length > 0 ? 'warning' : 'info',
    what: hasRules ? `nobody hears when ${words} fails: the rules about canaries leave it out, and it has no alerts of its own` : `nobody hears when ${words} fails: it has no alerts, and no rule here fires on flagger_canary_status`,
    allowed: 'a Prometheus rule that fires on its status 2, or `analysis.alerts` with a severity',
    fix,
    assuming: hasRules ? undefined : 'no rule elsewhere fires on flagger_canary_status 2',
  });
}

function hasOtherWay(world: World, canary: ManifestObject): boolean {
  const alerts = providerAlerts(world, canary);
  return alerts.some(({ severity }) => severity !== undefined) || hasEventWebhook(world, canary) || (alerts.length === 0 && globalNotifier(world) !== undefined);
}
