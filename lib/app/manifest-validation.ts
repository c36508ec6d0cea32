import { App } from 'cdk8s';
import { Manifest } from '../late-annotation';

/** A validation that looks at what is written, all of it at once. */
export interface ManifestValidation {
  /** What is wrong with the manifests of an app. */
  readonly validateManifests: (manifests: readonly Manifest[]) => string[];
}

/** The apps that are being synthesized, and who will be asked about their manifests. */
const WAITING = new WeakMap<App, Set<ManifestValidation>>();

/**
 * Puts a validation off until its app has rendered its objects, so that they are rendered once, and what was looked at is what is written.
 *
 * @returns Whether the app will ask; cdk8s' own App does not.
 */
export function isPutOff(app: App, validation: ManifestValidation): boolean {
  const waiting = WAITING.get(app);
  waiting?.add(validation);
  return waiting !== undefined;
}

/** The mistakes that the constructs of an app know of, and who wants to see its manifests. */
export function validateConstructs(app: App): { readonly errors: string[]; readonly waiting: ReadonlySet<ManifestValidation> } {
  const waiting = new Set<ManifestValidation>();
  WAITING.set(app, waiting);
  try {
    return { errors: app.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`)), waiting };
  } finally {
    WAITING.delete(app);
  }
}
