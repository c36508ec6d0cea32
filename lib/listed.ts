/** Adds a value to the list that stands under a key. A copy of the list for each value would take the square of their number. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) { lists.set(key, [value]); } else { list.push(value); }
}
