import { Check } from '../check';
import { KUSTOMIZE } from '../folders';

/** Health checks that check nothing, or that nobody looks at. */
export const healthCheck: Check = {
  id: 'flux/health-check',
  run: (world, report) => {
    for (const { spec, name } of world.of(KUSTOMIZE, 'Kustomization')) {
      const checks = spec.at('healthChecks');
      const expressions = spec.at('healthCheckExprs').items;
      const knowsCanary = expressions.some((each) => (each.at('apiVersion').text ?? '').startsWith('flagger.app/') && (each.at('kind').text ?? 'Canary') === 'Canary');
      if (spec.at('wait').value === true && checks.items.length > 0) {
        report(checks, { severity: 'warning', what: `the Kustomization ${name} does not look at its healthChecks: wait takes their place`, allowed: 'wait: true, which waits for all that is applied, or healthChecks', fix: 'remove one of them' });
      } else if (!knowsCanary) {
        for (const check of checks.items) {
          if (check.at('kind').text !== 'Canary' || !/^(?:flagger\.app\/.*)?$/.test(check.at('apiVersion').text ?? '')) { continue; }
          report(check, {
            severity: 'warning', what: `the health check of the Canary ${check.at('name').text ?? ''} passes at once, whatever the canary does`, value: 'kind: Canary',
            allowed: 'healthCheckExprs for its kind: a Canary has neither a condition Ready nor observedGeneration, so that Flux takes it for healthy (fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/status.go)',
            fix: 'healthCheckExprs: [{ apiVersion: flagger.app/v1beta1, kind: Canary, failed: "status.phase == \'Failed\'", current: "status.phase in [\'Initialized\', \'Succeeded\']" }]',
          });
        }
      }
      for (const each of expressions) {
        for (const field of ['current', 'failed', 'inProgress']) {
          const at = each.at(field);
          const offset = /(?:^|[^\w.])self\b/.exec(at.text ?? '')?.index;
          if (at.text === undefined || offset === undefined) { continue; }
          report(at, { severity: 'error', what: `the health of ${each.at('kind').text ?? 'the kind'} is read from self, and there is none`, value: at.text, allowed: 'the object\'s top-level fields, such as status (fluxcd/pkg runtime/cel/status_evaluator.go)', fix: at.text.replace(/(^|[^\w.])self\./g, '$1') });
        }
      }
    }
  },
};
