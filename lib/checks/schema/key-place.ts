import { Position } from '../finding';
import { Located } from '../located';

/** A field as a whole, which is found at its name and not at its value. */
export class KeyPlace extends Located {
  public constructor(at: Located) {
    super(at.document, at.path, at.object);
  }

  public override get position(): Position | undefined {
    return this.document.keyPosition(this.path);
  }
}
