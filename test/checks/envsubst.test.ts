import { substitutionsIn } from '../../lib/checks/envsubst';

/** What Flux' own program did with each of these (fluxcd/pkg envsubst v1.7.0). */
test.each([
  ['{{ $labels.name }} {{ $value }} $1 $__rate_interval ^foo$', []],
  ['${1}', ['variable 1']],
  ['${DS_PROMETHEUS}', ['variable DS_PROMETHEUS']],
  ['${x:=5} ${y:-5}', ['variable x, or else', 'variable y, or else']],
  ['a$$b', ['dollar']],
  ['$${var}', []],
  ['${}', ['unreadable: unable to parse variable name']],
  ['${.x}', ['unreadable: unable to parse variable name']],
  ['"%s${"', ['unreadable: unable to parse variable name']],
  ['${var.name}', ['unreadable: missing closing brace']],
  ['${a-b}', ['unreadable: missing closing brace']],
  ['${a:-${b}}', ['variable a, or else', 'variable b']],
  ['${a:-x} ${b/x/} ${#c} ${d:1:2} ${e^^}', ['variable a, or else', 'variable b', 'variable c', 'variable d', 'variable e']],
  ['$$$${x} $$${y}', ['dollar', 'dollar', 'variable y']],
  ['${a:é}', ['unreadable: bad substitution']],
  ['${a/b}', ['unreadable: bad substitution']],
  ['${é}', ['variable é']],
  ['${a} ${', ['variable a', 'unreadable: unable to parse variable name']],
  [`${'${a:-'.repeat(9999)}`, ['unreadable: variables within variables, deeper than anybody writes them']],
  ['${a', ['unreadable: missing closing brace']],
])('%j', (text, expected) => {
  expect(substitutionsIn(text).map(({ what, name, fallback, message }) => what === 'variable' ? `variable ${name}${fallback ? ', or else' : ''}` : what === 'dollar' ? what : `${what}: ${message ?? ''}`)).toEqual(expected);
});
