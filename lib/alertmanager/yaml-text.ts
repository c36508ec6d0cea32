import { Document, isScalar, Scalar, visit } from 'yaml';

/**
 * A configuration as YAML for people and for Go. What could be anything but text to a reader of YAML 1.1 or 1.2 is quoted, so
 * that both read the same; several lines are a block; there are no anchors and no folded lines.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && key !== 'key') { node.type = style(node.value); }
    },
  });
  // The package leaves a few characters as they are that Go's YAML reads as line breaks or refuses; only quoted texts have them.
  return document.toString({ lineWidth: 0 }).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (rune) => `\\u${rune.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function style(text: string): Scalar.Type {
  if (/^(?:[A-Za-z/#]?[A-Za-z_/][-\w./]*|(?:\d+(?:d|h|ms|m|s))+)$/.test(text) && !text.startsWith('#') && !KEY_WORDS.test(text)) { return 'PLAIN'; }
  const printable = /^[\x20-\x7e\n\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef\u{1f300}-\u{1faff}]*$/u.test(text);
  if (!printable) { return 'QUOTE_DOUBLE'; }
  if (!text.includes('\n')) { return 'QUOTE_SINGLE'; }
  return /^\s|[ ]$|[ ]\n/.test(text) ? 'QUOTE_DOUBLE' : 'BLOCK_LITERAL';
}

const KEY_WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
