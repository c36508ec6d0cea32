import { Duration } from 'cdk8s';
import fc from 'fast-check';

/**
 * For objects of many parts: parts that are nearly always right, so that most objects are made though one bad part is enough to refuse
 * the whole.
 */
export function mostly<T>(good: fc.Arbitrary<T>, ...bad: readonly [T, ...T[]]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 150, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
}

/** A name as people give it. An empty id is constructs' own to refuse. */
export const name = mostly(fc.constantFrom('shop', 'payment-form', 'a', 'x1'), 'Shop', 'a b', '-a', 'ünü', 'x'.repeat(300));

/** A text of one line, and what breaks parsers. */
export const text = mostly(fc.constantFrom('general', '#deployments', 'A sentence with: a colon', 'yes', '0x1F', '{{ .Title }}', '${VALUE}'), 'line\nbreak', '', '\u0000', '\u2028');

/** An address. */
export const url = mostly(fc.constantFrom('http://prometheus.monitoring:9090', 'https://example.com/path'), '', 'example.com', 'ftp://example.com', 'https://user:password@example.com');

/** A duration in whole seconds. */
export const duration = mostly(
  fc.integer({ min: 1, max: 7200 }).map((seconds) => Duration.seconds(seconds)), Duration.seconds(0), Duration.millis(1), Duration.millis(1500),
);

/** A whole number within bounds. */
export function whole(min: number, max: number): fc.Arbitrary<number> {
  return mostly(fc.integer({ min, max }), min - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY);
}
