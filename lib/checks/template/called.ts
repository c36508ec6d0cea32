import { Located } from '../located';
import { MessageText, TemplateFile } from './messages';
import { Call, Dot, GoTemplate, readBody } from '../../language/template/text';
import { MESSAGE_VOCABULARY } from '../../language/template/vocabulary';
import { entry } from '../../kept';

/** A define, read with what it is given. */
export interface CalledTemplate {
  readonly name: string;
  readonly given: Dot;
  /** The text that defines it. */
  readonly at: Located;
  /** Where in that text its own begins. */
  readonly from: number;
  readonly template: GoTemplate;
}

/**
 * The defines that a text of a receiver calls with what is known, such as the message, and those that they call: each once for
 * each thing that it is given. One that is not shown, or defined several times, is left out.
 *
 * @param read What was read before, for other texts; grows.
 */
export function calledBy(text: MessageText, files: readonly TemplateFile[], read: Map<string, CalledTemplate>): readonly CalledTemplate[] {
  const sources: readonly TemplateFile[] = [text, ...files];
  const called = new Set<CalledTemplate>();
  const rest: Call[] = [...text.template.refersTo];
  for (let call = rest.pop(); call !== undefined; call = rest.pop()) {
    const define = call.given === undefined ? undefined : readOnce(call.text, call.given, sources, read);
    if (define === undefined || called.has(define)) { continue; }
    called.add(define);
    rest.push(...define.template.refersTo);
  }
  return [...called];
}

function readOnce(name: string, given: Dot, sources: readonly TemplateFile[], read: Map<string, CalledTemplate>): CalledTemplate | undefined {
  const found = sources.flatMap(({ at, template }) => template.mistake !== undefined ? [] : template.defines.filter((each) => each.name === name).map((each) => ({ at, ...each })));
  const [only, another] = found;
  if (only === undefined || another !== undefined) { return undefined; }
  const { at, from, to } = only;
  const key = `${given} ${from} ${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}`;
  return entry(read, key, () => ({ name, given, at, from, template: readBody((at.text ?? '').slice(from, to), MESSAGE_VOCABULARY, given) }));
}
