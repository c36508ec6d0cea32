import * as k8s from '../../imports/flagger.app';
import { invalid, wholeNumber } from '../invalid';
import { StringMatch } from './header-match';
import { RouteMatch } from './route-match';

/** Refuses what the CRD would prune or the route refuse. */
export function checkRouteMatch(at: string, match: RouteMatch): void {
  if (match.port !== undefined) { wholeNumber(at, 'service.match.port', match.port, { min: 1, max: 65535 }); }
  for (const [what, text] of comparisons(match)) {
    if (text._kind !== 'suffix') { continue; }
    throw invalid({
      at,
      what: `service.match.${what} compares by suffix`,
      value: text._text,
      allowed: 'exact, prefix, regex: the CRD has no suffix here, and without a comparison every value matches',
      fix: 'flagger.StringMatch.regex(\'.*…\')',
    });
  }
  if (Object.values(matchToSpec(match)).some((part) => part !== undefined && (typeof part !== 'object' || Object.keys(part as object).length > 0))) { return; }
  throw invalid({
    at,
    what: 'an entry of service.match is empty',
    allowed: 'at least one condition, or no match at all',
    fix: 'match: [{ uri: flagger.StringMatch.prefix(\'/api\') }]',
  });
}

/** All comparisons of a condition, by the names that messages use. */
export function comparisons(match: RouteMatch): [string, StringMatch][] {
  const single = (['uri', 'scheme', 'method', 'authority'] as const).flatMap((name): [string, StringMatch][] => match[name] === undefined ? [] : [[name, match[name]]]);
  const byName = (['headers', 'withoutHeaders', 'queryParams'] as const).flatMap((name) => Object.entries(match[name] ?? {}).map(([key, text]): [string, StringMatch] => [`${name}.${key}`, text]));
  return [...single, ...byName];
}

/** What the CRD calls an entry of `service.match`. */
export function matchToSpec(match: RouteMatch): k8s.CanarySpecServiceMatch {
  const { uri, scheme, method, authority, headers, withoutHeaders, queryParams, ...same } = match;
  return {
    ...same,
    uri: uri?._toSpec(),
    scheme: scheme?._toSpec(),
    method: method?._toSpec(),
    authority: authority?._toSpec(),
    headers: headers && byName(headers),
    withoutHeaders: withoutHeaders && byName(withoutHeaders),
    queryParams: queryParams && byName(queryParams),
  };
}

function byName(texts: { readonly [name: string]: StringMatch }): { [name: string]: k8s.CanarySpecServiceMatchHeaders } {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text._toSpec()]));
}
