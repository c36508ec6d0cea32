import { foundIn, object } from './manifests';

const canary = (spec: string): string => object('Canary', 'shop/cart', `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}${spec === '' ? '' : `, ${spec}`}}`);
const deployment = (ports: string): string => object('Deployment', 'shop/cart', `spec: {selector: {matchLabels: {app: cart}}, template: {spec: {containers: [{name: a, ports: ${ports}}]}}}`);

describe('reference/service', () => {
  test.each([
    ['a canary without a service', [canary('')], ['error Canary/shop/cart spec: canary cart has no spec.service.port: the Service cannot be made']],
    ['a port by a name that no container has', [canary('service: {port: 80, targetPort: htpp}'), deployment('[{name: http, containerPort: 8080}]')], ['error Canary/shop/cart spec.service.targetPort: no container of Deployment cart has a port named htpp: the Service leads nowhere']],
    ['a port that no container declares', [canary('service: {port: 80}'), deployment('[{name: http, containerPort: 8080}]')], ['warning Canary/shop/cart spec.service.port: no container of Deployment cart has the port 80']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/service', objects)).toEqual(expected); });

  test.each([
    ['a service with its port', [canary('service: {port: 80}')]],
    ['a service without port, which is schema/required\'s', [canary('service: {}')]],
    ['a misspelt service, which is schema/field\'s', [canary('sevice: {port: 80}')]],
    ['a port that is mapped', [canary('service: {port: 80, targetPort: 8080}'), deployment('[{containerPort: 8080}]')]],
    ['a port that is mapped by name', [canary('service: {port: 80, targetPort: http}'), deployment('[{name: http, containerPort: 8080}]')]],
    ['containers that declare no port', [canary('service: {port: 80}'), deployment('[]')]],
    ['Knative', [object('Canary', 'shop/cart', 'spec: {provider: knative, targetRef: {apiVersion: serving.knative.dev/v1, kind: Service, name: cart}}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/service', objects)).toEqual([]); });
});
