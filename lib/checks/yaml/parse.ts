import { Check } from '../check';
import { Located } from '../located';

/** A file that is no YAML: nothing in it is applied, and Flux applies nothing of its folder. */
export const parse: Check = {
  id: 'yaml/parse',
  run: ({ documents }, report) => {
    for (const document of documents) {
      const [first] = document.unreadable;
      if (first === undefined) { continue; }
      report(new UnreadablePlace(document, first.position), { severity: 'error', what: `it is not YAML: ${first.message}`, allowed: 'YAML: Flux applies nothing of a folder with a file that it cannot read' });
    }
  },
};

class UnreadablePlace extends Located {
  public constructor(document: Located['document'], private readonly place: Located['position']) {
    super(document, []);
  }

  public override get position(): Located['position'] {
    return this.place;
  }
}
