import { ApiObject, JsonPatch } from 'cdk8s';
import { Deployment, LabelSelector, Pods } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { chart } from '../render';
import { canary, problems, rendered, Target } from './canary-of';

function deployment(c = chart(), spec: object = { selector: { matchLabels: { app: 'podinfo' } } }, metadata: object = { name: 'podinfo' }): ApiObject {
  return new ApiObject(c, 'deployment', { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec });
}

describe('Target', () => {
  test.each([
    ['a Deployment', Target.deployment('podinfo'), { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' }],
    ['a DaemonSet', Target.daemonSet('podinfo'), { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'podinfo' }],
    ['a Service', Target.service('podinfo'), { apiVersion: 'v1', kind: 'Service', name: 'podinfo' }],
    ['an ApiObject', Target.of(deployment()), { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' }],
  ])('%s', (_, target, ref) => {
    expect(rendered(canary({ target }))['spec'].targetRef).toEqual(ref);
  });

  test.each(['app', 'name', 'app.kubernetes.io/name'])('a selector by %s', (label) => {
    const c = chart();
    canary({ target: Target.of(deployment(c, { selector: { matchLabels: { [label]: 'podinfo', tier: 'web' } } })) }, c);
    expect(problems(c)).toEqual([]);
  });

  test.each([
    ['a selector that Flagger refuses', { selector: { matchLabels: { 'app.kubernetes.io/instance': 'podinfo' } } }, {},
      'the selector of Deployment/podinfo has no label by which Flagger can tell the primary\'s pods\n  value:   ["app.kubernetes.io/instance"]'],
    ['replicas', { replicas: 3, selector: { matchLabels: { app: 'podinfo' } } }, {}, 'Deployment/podinfo sets spec.replicas\n  value:   3'],
    ['another namespace', { selector: { matchLabels: { app: 'podinfo' } } }, { namespace: 'bank' }, 'the target Deployment/podinfo is in another namespace\n  value:   "bank"'],
  ])('tells of %s when the app is synthesized', (_, spec, metadata, message) => {
    const c = chart();
    canary({ target: Target.of(deployment(c, spec, { name: 'podinfo', ...metadata })) }, c);
    expect(problems(c)).toEqual([expect.stringContaining(`Canary/shop/podinfo: ${message}`)]);
  });

  describe('of cdk8s-plus', () => {
    const containers = [{ image: 'ghcr.io/stefanprodan/podinfo:6.9.0' }];

    test('as it comes, says what to change', () => {
      const c = chart();
      canary({ target: Target.of(new Deployment(c, 'd', { metadata: { name: 'podinfo' }, containers })) }, c);
      const [selector, replicas] = problems(c);
      expect(selector).toContain('fix:     with cdk8s-plus: select: false, podMetadata: { labels: { app: \'podinfo\' } }, then .select(LabelSelector.of({ labels: { app: \'podinfo\' } }))');
      expect(replicas).toContain('fix:     ApiObject.of(deployment).addJsonPatch(JsonPatch.remove(\'/spec/replicas\'))');
    });

    test('changed as told, even after the canary was made', () => {
      const c = chart();
      const d = new Deployment(c, 'd', { metadata: { name: 'podinfo' }, select: false, podMetadata: { labels: { app: 'podinfo' } }, containers });
      canary({ target: Target.of(d) }, c);
      d.select(LabelSelector.of({ labels: { app: 'podinfo' } }));
      ApiObject.of(d).addJsonPatch(JsonPatch.remove('/spec/replicas'));
      expect(problems(c)).toEqual([]);
    });
  });

  test.each([
    ['a kind that Flagger cannot release', () => Target.of(new ApiObject(chart(), 's', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' } })),
      'Flagger cannot release this kind\n  value:   "apps/v1/StatefulSet"\n  allowed: apps/v1/Deployment, apps/v1/DaemonSet, v1/Service, serving.knative.dev/v1/Service'],
    ['a construct without an object', () => Target.of(new Construct(chart(), 'empty')), 'the construct holds no Kubernetes object'],
    ['a construct that is no workload', () => Target.of(Pods.select(chart(), 'pods', {})), 'the construct holds no Kubernetes object'],
    ['a name that is no Service\'s', () => Target.deployment('my.app'), 'the name cannot be that of a Service'],
    ['a name that is too long for "-primary"', () => Target.deployment('a'.repeat(56)), 'the name cannot be that of a Service'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
