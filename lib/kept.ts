/** What is kept under a key, made when it is first asked for. */
export function entry<K, V>(kept: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  let value = kept.get(key);
  if (value === undefined) { kept.set(key, value = make()); }
  return value;
}

/**
 * Answers by their questions: those that were asked last, as many as its size, and at most twice as many. Half of them go at once, so that nothing has to be
 * noted when a question is asked again.
 */
export class Kept<V> {
  private recent = new Map<string, V>();
  private before = new Map<string, V>();

  /** @param size How many are kept at least. */
  public constructor(private readonly size: number) {}

  /** The answer, made when it is not kept. */
  public get(question: string, make: () => V): V {
    const known = this.recent.get(question);
    if (known !== undefined) { return known; }
    const answer = this.before.get(question) ?? make();
    if (this.recent.size >= this.size) {
      this.before = this.recent;
      this.recent = new Map();
    }
    this.recent.set(question, answer);
    return answer;
  }
}
