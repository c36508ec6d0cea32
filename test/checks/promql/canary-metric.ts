import { found } from '../findings';

/** A MetricTemplate whose query begins at 5:10, and a Canary that asks it. */
export function metricTemplate(query: string, metric = 'interval: 1m', type = 'prometheus'): string {
  return `apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: errors, namespace: shop }\nspec:\n  query: ${JSON.stringify(query)}\n  provider: { type: ${type}, address: http://prometheus }\n---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: cart, namespace: shop }
spec:
  targetRef: { name: cart-v1 }
  service: { name: cart-svc }
  analysis: { metrics: [{ name: errors, templateRef: { name: errors }, ${metric} }] }
`;
}

/** What a check finds in the query of a MetricTemplate, each as `column severity what`, the template's name left out. */
export function inQuery(query: string, only: string, metric?: string, type?: string): string[] {
  return found(metricTemplate(query, metric, type), only).map((each) => each.replace(/^5:(\d+) (\w+) [\w/-]+: the MetricTemplate errors has a query /, '$1 $2 '));
}
