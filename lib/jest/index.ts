import { CheckOptions } from '../checks/options';
import { checkFiles, checkObjects } from '../checks/run';
import { failing, FailOn, findingText } from '../report';

/** Options of `toHaveNoFindings`. */
export interface FindingsOptions extends CheckOptions {
  /**
   * From which severity on a finding fails the test.
   *
   * @default warning
   */
  readonly failOn?: FailOn;
}

/** What a matcher of jest or vitest gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- jest's types are extended so
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- the parameters must be those of jest
    interface Matchers<R, T = {}> {
      /**
       * The checks find no error and no warning in the manifests: a list of objects, an App or a Chart of cdk8s, or YAML.
       *
       * @param options What the manifests do not show, and what fails.
       */
      toHaveNoFindings(options?: FindingsOptions): R;
    }
  }
}

/** The matcher, for `expect.extend({ toHaveNoFindings })`; importing this module under jest does so. */
export function toHaveNoFindings(received: unknown, options: FindingsOptions = {}): MatcherResult {
  const { failOn = 'warning', ...rest } = options;
  const findings = failing(typeof received === 'string' ? checkFiles([{ path: 'manifests', text: received }], rest) : checkObjects(objectsOf(received), rest), failOn);
  const pass = findings.length === 0;
  return {
    pass,
    message: () => pass
      ? 'expected findings in the manifests, and there is none'
      : `expected no findings in the manifests, and there ${findings.length === 1 ? 'is 1' : `are ${findings.length}`}:\n\n${findings.map((finding) => findingText(finding, lines(received))).join('\n\n')}`,
  };
}

function lines(received: unknown): string[] | undefined {
  return typeof received === 'string' ? received.split('\n') : undefined;
}

/** The objects of a list, of a Chart (which renders itself), of an App (each of whose charts does). */
function objectsOf(received: unknown): readonly unknown[] {
  if (Array.isArray(received)) { return received; }
  const { toJson, charts } = (typeof received === 'object' && received !== null ? received : {}) as { toJson?: () => unknown; charts?: readonly { toJson: () => unknown[] }[] };
  if (Array.isArray(charts)) { return charts.flatMap((chart) => chart.toJson()); }
  const rendered = typeof toJson === 'function' ? toJson.call(received) : received;
  if (Array.isArray(rendered)) { return rendered; }
  if (typeof rendered === 'object' && rendered !== null) { return [rendered]; }
  throw new TypeError(`toHaveNoFindings takes a list of objects, an App, a Chart or YAML; this is ${received === null ? 'null' : typeof received}`);
}

const { expect } = globalThis as { expect?: { extend?: (matchers: object) => void } };
expect?.extend?.({ toHaveNoFindings });
