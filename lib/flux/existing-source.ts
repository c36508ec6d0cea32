import { Construct } from 'constructs';
import { ISource } from './source';

/** A source that exists already, of any kind. */
export function existingSource(scope: Construct, id: string, of: { readonly kind: string; readonly name: string; readonly namespace?: string }): ISource {
  return new ExistingSource(scope, id, of.kind, of.name, of.namespace);
}

class ExistingSource extends Construct implements ISource {
  public constructor(scope: Construct, id: string, public readonly kind: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
