import { invalid } from '../invalid';
import { PostBuild, SubstituteStrategy } from './post-build';

/** Refuses variables that Flux cannot substitute, or would change on the way (fluxcd/pkg kustomize/v1.35.4 kustomize_varsub.go). */
export function checkPostBuild(at: string, { substitute, substituteFrom, substituteStrategy }: PostBuild): void {
  for (const [name, text] of Object.entries(substitute ?? {})) {
    if (!/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) {
      throw invalid({ at, what: 'postBuild substitutes a name that is none', value: name, allowed: 'letters, digits and "_", beginning with no digit: Flux fails the Kustomization', fix: name.replace(/\W/g, '_') });
    }
    if (/[\r\n]/.test(text)) {
      throw invalid({ at, what: `postBuild's ${name} has more than one line`, allowed: 'one line: Flux removes the line breaks' });
    }
  }
  if (Object.keys(substitute ?? {}).length === 0 && (substituteFrom ?? []).length === 0 && substituteStrategy !== SubstituteStrategy.ALWAYS) {
    throw invalid({ at, what: 'postBuild substitutes nothing', allowed: 'at least one value or source', fix: 'leave postBuild out' });
  }
}
