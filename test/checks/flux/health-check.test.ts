import { found } from '../findings';
import { testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;

describe('flux/health-check', () => {
  test.each([
    ['a Canary', kustomization('a', 'a', 'healthChecks: [{ apiVersion: flagger.app/v1beta1, kind: Canary, name: c, namespace: shop }]'), ['10:18 warning flux/health-check: the health check of the Canary c passes at once, whatever the canary does']],
    ['wait and healthChecks', kustomization('a', 'a', 'wait: true\n  healthChecks: [{ kind: Deployment, name: a }]'), ['11:17 warning flux/health-check: the Kustomization a does not look at its healthChecks: wait takes their place']],
    ['self', kustomization('a', 'a', 'healthCheckExprs: [{ apiVersion: a/v1, kind: B, current: self.status.ready }]'), ['10:60 error flux/health-check: the health of B is read from self, and there is none']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'flux/health-check')).toEqual(expected);
  });

  test.each([
    ['a Deployment', kustomization('a', 'a', 'healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: a }]')],
    ['a Canary and its expression', kustomization('a', 'a', "healthChecks: [{ apiVersion: flagger.app/v1beta1, kind: Canary, name: c, namespace: shop }]\n  healthCheckExprs: [{ apiVersion: flagger.app/v1beta1, kind: Canary, current: \"status.phase in ['Initialized', 'Succeeded']\" }]")],
    ['wait alone', kustomization('a', 'a', 'wait: true')],
    ['what is no list', kustomization('a', 'a', 'healthChecks: 7')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'flux/health-check')).toEqual([]);
  });

  testPage('flux/health-check');
});
