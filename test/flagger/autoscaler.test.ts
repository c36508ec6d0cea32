import { ApiObject } from 'cdk8s';
import { flagger } from '../../lib';
import { chart } from '../render';
import { spec } from './canary-of';

const { Autoscaler } = flagger;

function object(apiVersion: string, kind: string): ApiObject {
  return new ApiObject(chart(), 'a', { apiVersion, kind, metadata: { name: 'podinfo' } });
}

describe('Autoscaler', () => {
  test.each([
    ['a HorizontalPodAutoscaler', Autoscaler.horizontalPodAutoscaler('podinfo'), { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'podinfo' }],
    ['replicas of the primary', Autoscaler.horizontalPodAutoscaler('podinfo', { minReplicas: 2 }),
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'podinfo', primaryScalerReplicas: { minReplicas: 2 } }],
    ['as many at least as at most', Autoscaler.horizontalPodAutoscaler('podinfo', { minReplicas: 2, maxReplicas: 2 }),
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'podinfo', primaryScalerReplicas: { minReplicas: 2, maxReplicas: 2 } }],
    ['a ScaledObject', Autoscaler.scaledObject('podinfo', { minReplicas: 2, maxReplicas: 5, primaryQueries: { requests: 'sum(rate(r[1m]))' } }),
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        name: 'podinfo',
        primaryScalerReplicas: { minReplicas: 2, maxReplicas: 5 },
        primaryScalerQueries: { requests: 'sum(rate(r[1m]))' },
      }],
    ['an ApiObject', Autoscaler.of(object('keda.sh/v1alpha1', 'ScaledObject')), { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'podinfo' }],
  ])('%s', (_, autoscaler, written) => {
    expect(spec({ autoscaler })['autoscalerRef']).toEqual(written);
  });

  test.each([
    ['no replica', () => Autoscaler.horizontalPodAutoscaler('podinfo', { minReplicas: 0 }), 'minReplicas is not a whole number of at least 1'],
    ['fewer than the fewest', () => Autoscaler.scaledObject('podinfo', { minReplicas: 3, maxReplicas: 2 }), 'minReplicas is greater than maxReplicas'],
    ['a version that Flagger no longer reads', () => Autoscaler.of(object('autoscaling/v2beta2', 'HorizontalPodAutoscaler')),
      'this is no autoscaler that Flagger can copy\n  value:   "autoscaling/v2beta2/HorizontalPodAutoscaler"'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
