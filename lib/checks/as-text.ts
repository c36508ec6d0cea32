/** Any value as a text: what YAML and an app may hold includes objects that `String()` cannot take. */
export function asText(value: unknown): string {
  if (typeof value === 'string') { return value; }
  if (typeof value !== 'object' || value === null) { return String(value); }
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
