import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { SecretKey } from '../../lib';

/** Names as people give them, and now and then one that Kubernetes refuses. An empty id is constructs' own to refuse. */
export const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('shop', 'payment-form', 'a', 'x1', 'long-name-of-a-workload') },
  { weight: 1, arbitrary: fc.constantFrom('Shop', 'a b', '-a', 'ünü', 'x'.repeat(300)) },
);

/** A text as people write it, and what breaks parsers. */
export const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('general', '#deployments', 'A sentence with: a colon', 'yes', '0x1F', 'line\nbreak', '{{ .Title }}', '${VALUE}') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** An address, good or bad. */
export const url = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('http://prometheus.monitoring:9090', 'https://example.com/path', 'https://example.com') },
  { weight: 1, arbitrary: fc.constantFrom('', 'example.com', 'https://', 'ftp://example.com', 'https://user:password@example.com', 'http://a b') },
);

/** A duration, good or strange. */
export const duration = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 7200 }).map((seconds) => Duration.seconds(seconds)) },
  { weight: 1, arbitrary: fc.constantFrom(Duration.seconds(0), Duration.millis(1), Duration.millis(1500), Duration.days(365)) },
);

/** A whole number within bounds, and now and then one that is not. */
export function whole(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof({ weight: 12, arbitrary: fc.integer({ min, max }) }, { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, max + 1, Number.NaN, Number.POSITIVE_INFINITY) });
}

/** A key of a Secret. */
export function secretKey(...keys: readonly string[]): fc.Arbitrary<SecretKey> {
  return fc.record({ secret: fc.constantFrom('slack', 'vault-token'), key: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.constant('other') }) })
    .map(({ secret, key }) => SecretKey.of(secret, key));
}

/** Each field present or absent; those that are needed are nearly always there. */
export function props<P extends object>(needed: { readonly [K in keyof P]?: fc.Arbitrary<P[K]> }, optional: { readonly [K in keyof P]?: fc.Arbitrary<P[K]> } = {}): fc.Arbitrary<P> {
  const model = { ...needed, ...optional } as { [K in keyof P]: fc.Arbitrary<P[K]> };
  const whole = fc.record(model, { requiredKeys: Object.keys(needed) as never[] }) as unknown as fc.Arbitrary<P>;
  const partly = fc.record(model, { requiredKeys: [] }) as unknown as fc.Arbitrary<P>;
  return fc.oneof({ weight: 30, arbitrary: whole }, { weight: 1, arbitrary: partly });
}

/** A value of an enum. */
export function oneOf<T extends string>(values: { readonly [name: string]: T }): fc.Arbitrary<T> {
  return fc.constantFrom(...Object.values(values));
}
