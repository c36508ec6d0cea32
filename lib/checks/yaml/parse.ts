import { Check } from '../check';
import { Document } from '../document';
import { EmbeddedReader } from '../embedded';
import { DecodedText } from '../helm-values';
import { Located } from '../located';

/**
 * A file that is no YAML, or none that anybody takes: nothing in it is applied, and Flux applies nothing of its folder. So with a
 * text within an object that Alertmanager, Prometheus or Helm reads.
 */
export const parse: Check = {
  id: 'yaml/parse',
  run: ({ documents, alertmanagers, embedded }, report) => {
    const told = new Set<Document>();
    const tell = (root: Located, allowed: string, text?: Located): void => {
      const { document } = root;
      const [first] = document.unreadable;
      if (first === undefined || told.has(document)) { return; }
      told.add(document);
      const within = text instanceof DecodedText ? ` (line ${innerLine(text) ?? 1} of the text that is in base64 here)` : '';
      report(new UnreadablePlace(root, first.position), { severity: 'error', what: `${first.isYaml ? 'nobody reads it' : 'it is not YAML'}: ${first.message}${within}`, allowed });
    };
    for (const document of documents) { tell(new Located(document, []), 'YAML: Flux applies nothing of a folder with a file that it cannot read'); }
    for (const { reader, text, documents: own } of embedded) {
      // What a chart fills in is none yet.
      for (const root of own) { if (!(reader === 'chart' && text.text?.includes('{{') === true)) { tell(root, ALLOWED[reader], text); } }
    }
    for (const { at } of alertmanagers) { tell(at, ALLOWED.alertmanager); }
  },
};

const ALLOWED: Readonly<Record<EmbeddedReader, string>> = {
  alertmanager: 'YAML: Alertmanager goes on with the configuration that it has, and a new one does not start',
  helm: 'YAML: helm-controller neither installs nor upgrades a release whose values it cannot read',
  prometheus: 'YAML: Prometheus loads no rule of a file that it cannot read',
  chart: 'YAML: Helm takes no values that it cannot read',
};

/** The line in the decoded text, all of which stands in one place. */
function innerLine({ value, document: { file } }: DecodedText): number | undefined {
  return Document.read(value, file).flatMap(({ unreadable }) => unreadable)[0]?.position?.line;
}

class UnreadablePlace extends Located {
  public constructor({ document, object }: Located, private readonly place: Located['position']) {
    super(document, [], object);
  }

  public override get position(): Located['position'] {
    return this.place;
  }
}
