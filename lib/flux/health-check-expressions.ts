import { invalid } from '../invalid';
import { HealthCheckExpression } from './health-check';

/** The group of an API version; none of the core's. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Refuses two expressions for one kind, at which Flux stalls (fluxcd/pkg runtime cel). */
export function checkExpressions(at: string, expressions: readonly HealthCheckExpression[]): void {
  const seen = new Set<string>();
  for (const { options } of expressions) {
    const kind = `${options.kind}.${groupOf(options.apiVersion)}`;
    if (seen.has(kind)) {
      throw invalid({ at, what: 'healthCheckExprs speaks of a kind twice', value: kind, allowed: 'once for each kind: Flux stalls and does not try again', fix: 'join the expressions with ||' });
    }
    seen.add(kind);
  }
}
