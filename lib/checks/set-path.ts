import { Located } from './located';
import { isList, isMap, ValueList, ValueMap, ValueTree, WrittenValue } from './merged-values';

/** As `helm --set` reads what it is given, or with every value as a text (`--set-string`). */
export interface SetOptions {
  readonly texts: boolean;
}

/**
 * Sets `path=value` in values, as `helm --set` does: a comma begins the next field, `{a,b}` is a list, `\` takes the next
 * character as it is. The values are changed in place.
 * Source: helm v4.2.2 pkg/strvals/parser.go.
 *
 * @param from Where the value stands.
 * @returns Why it cannot be set; undefined where it is.
 */
export function setPath(values: ValueMap, text: string, from: Located, { texts }: SetOptions): string | undefined {
  const setter = new Setter([...text], from, texts);
  try {
    while (!setter.isAtEnd) { setter.key(values, 0); }
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) { return error.message; }
    throw error;
  }
}

class Refusal extends Error {}

const MOST_NESTED = 30;
const GREATEST_INDEX = 65_536;

class Setter {
  private next = 0;

  public constructor(private readonly text: readonly string[], private readonly from: Located, private readonly texts: boolean) {}

  public get isAtEnd(): boolean {
    return this.next >= this.text.length;
  }

  /** Reads one field and sets it. Tells whether the text ended before its value began. */
  public key(map: ValueMap, level: number): boolean {
    const [name, stop] = this.until('=[,.');
    if (stop === undefined) {
      if (name === '') { return true; }
      throw new Refusal(`key ${JSON.stringify(name)} has no value`);
    }
    if (stop === ',') { throw new Refusal(`key ${JSON.stringify(name)} has no value (cannot end with ,)`); }
    if (stop === '=') {
      const isEmpty = this.isAtEnd;
      this.put(map, name, this.value());
      return isEmpty;
    }
    const before = map.fields.get(name);
    if (stop === '[') {
      const index = this.index();
      if (before !== undefined && !isList(before)) { throw new Refusal(`${JSON.stringify(name)} is no list`); }
      this.put(map, name, this.item(before ?? { items: [], at: this.from }, index, level));
      return false;
    }
    if (level + 1 > MOST_NESTED) { throw new Refusal(`value name nested level is greater than maximum supported nested level of ${MOST_NESTED}`); }
    if (before !== undefined && !isMap(before)) { throw new Refusal(`${JSON.stringify(name)} is no map`); }
    const inner = before ?? { fields: new Map(), at: this.from };
    const isEmpty = this.key(inner, level + 1);
    if (inner.fields.size > 0) { this.put(map, name, inner); }
    return isEmpty;
  }

  private item(list: ValueList, index: number, level: number): ValueList {
    const [name, stop] = this.until('[.=');
    if (name !== '' || stop === undefined) { throw new Refusal(`unexpected data at end of array index: ${JSON.stringify(name)}`); }
    const before = list.items[index];
    if (stop === '=') { return this.putItem(list, index, this.value()); }
    if (stop === '[') {
      const inner = this.index();
      if (before !== undefined && !isList(before) && !(before instanceof Located && !before.exists)) { throw new Refusal(`the item ${index} is no list`); }
      return this.putItem(list, index, this.item(isList(before) ? before : { items: [], at: this.from }, inner, level));
    }
    const inner: ValueMap = isMap(before) ? before : { fields: new Map(), at: this.from };
    if (before !== undefined) { list.items[index] = inner; }
    // Helm forgets an item whose last value is empty.
    return this.key(inner, level) ? list : this.putItem(list, index, inner);
  }

  private put(map: ValueMap, name: string, value: ValueTree): void {
    if (name !== '') { map.fields.set(name, value); }
  }

  private putItem(list: ValueList, index: number, value: ValueTree): ValueList {
    if (index > GREATEST_INDEX) { throw new Refusal(`index of ${index} is greater than maximum supported index of ${GREATEST_INDEX}`); }
    // A list that must grow is another list.
    const items = index < list.items.length ? list.items : [...list.items];
    while (items.length < index) { items.push(new WrittenValue(this.from, null)); }
    items[index] = value;
    return items === list.items ? list : { items, at: list.at };
  }

  private index(): number {
    const [text, stop] = this.until(']');
    if (stop === undefined || !/^[+-]?\d+$/.test(text)) { throw new Refusal(`error parsing index: ${JSON.stringify(text)}`); }
    if (Number(text) < 0) { throw new Refusal(`negative ${text} index not allowed`); }
    return Number(text);
  }

  private value(): ValueTree {
    if (this.text[this.next] !== '{') { return this.typed(this.until(',')[0]); }
    this.next += 1;
    const items: ValueTree[] = [];
    for (;;) {
      const [text, stop] = this.until(',}');
      if (stop === undefined) { throw new Refusal('list must terminate with \'}\''); }
      items.push(this.typed(text));
      if (stop === '}') { break; }
    }
    if (this.text[this.next] === ',') { this.next += 1; }
    return { items, at: this.from };
  }

  private typed(text: string): WrittenValue {
    return new WrittenValue(this.from, this.texts ? text : typedValue(text));
  }

  /** The text up to one of some characters, and which one it was; undefined where the text ends. */
  private until(stops: string): [string, string | undefined] {
    let read = '';
    for (;;) {
      const character = this.text[this.next];
      this.next += 1;
      if (character === undefined) { return [read, undefined]; }
      if (stops.includes(character)) { return [read, character]; }
      if (character !== '\\') { read += character; continue; }
      read += this.text[this.next] ?? '';
      this.next += 1;
    }
  }
}

function typedValue(text: string): unknown {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') { return word === 'true'; }
  if (word === 'null') { return null; }
  if (word === '0') { return 0; }
  const isWhole = /^[+-]?\d+$/.test(text) && !text.startsWith('0') && BigInt(text.replace(/^\+/, '')) === BigInt.asIntN(64, BigInt(text.replace(/^\+/, '')));
  return isWhole ? Number(text) : text;
}
