import * as k8s from '../../imports/flagger.app';
import { StringMatchKind } from '../facts/mesh-providers';
import { invalid } from '../invalid';
import { checkReference } from '../options';
import { MeshProvider } from './provider';
import { factsOf, providersWith } from './provider-facts';

/** How a value is compared. Which comparisons a provider can make differs; the Canary refuses those that its provider drops. */
export class StringMatch {
  /**
   * The whole value.
   *
   * @param text What the value must be.
   */
  public static exact(text: string): StringMatch {
    return new StringMatch('exact', text);
  }

  /**
   * The value's beginning. Contour looks for the text anywhere in the value.
   *
   * @param text What the value must begin with.
   */
  public static prefix(text: string): StringMatch {
    return new StringMatch('prefix', text);
  }

  /**
   * The value's end: App Mesh, and Contour, which looks for the text anywhere in the value.
   *
   * @param text What the value must end with.
   */
  public static suffix(text: string): StringMatch {
    return new StringMatch('suffix', text);
  }

  /**
   * A regular expression in the provider's own dialect (RE2 with Istio).
   *
   * @param expression The expression; it must match the whole value with Istio.
   */
  public static regex(expression: string): StringMatch {
    return new StringMatch('regex', expression);
  }

  private constructor(
    /** @internal */
    public readonly _kind: StringMatchKind,
    /** @internal */
    public readonly _text: string,
  ) {
    if (_text !== '') { return; }
    throw invalid({ at: `StringMatch.${_kind}`, what: 'the text is empty', allowed: 'a text: an empty one is as good as none to Flagger' });
  }

  /** @internal */
  public _toSpec(): k8s.CanarySpecAnalysisMatchHeaders {
    return { [this._kind]: this._text };
  }
}

/** What requests an A/B test sends to the canary. All parts must be true of one request. */
export interface HeaderMatchOptions {
  /**
   * Headers by name.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: StringMatch };

  /**
   * Query parameters by name; Istio and Gateway API only.
   *
   * @default - none
   */
  readonly queryParams?: { [name: string]: StringMatch };

  /**
   * Labels of the calling pods; Istio only.
   *
   * @default - none
   */
  readonly sourceLabels?: { [name: string]: string };
}

/** One condition of an A/B test (`analysis.match`). */
export class HeaderMatch {
  /**
   * Requests with a header.
   *
   * @param name The header's name.
   * @param match How its value is compared.
   */
  public static header(name: string, match: StringMatch): HeaderMatch {
    checkReference(`HeaderMatch ${name}`, 'match', 'flagger.StringMatch', match);
    return new HeaderMatch({ headers: { [name]: match } });
  }

  /**
   * Requests with a cookie. NGINX knows a cookie by its name and the value `always`; the others find `name=value` among the
   * request's cookies by a regular expression.
   *
   * @param name The cookie's name.
   * @param value The cookie's value; `always` unless given, which is the only one that NGINX follows.
   */
  public static cookie(name: string, value = 'always'): HeaderMatch {
    if (/^[!#$%&'*+\-.^`|~\w]+$/.test(name) && /^[^\s;,"\\]+$/.test(value)) { return new HeaderMatch({}, { name, value }); }
    throw invalid({
      at: 'HeaderMatch.cookie',
      what: 'the cookie is not one that a browser sends',
      value: `${name}=${value}`,
      allowed: 'a name of letters, digits and token characters; a value without spaces, quotes, commas and semicolons (RFC 6265)',
    });
  }

  /**
   * Requests of which several things are true at once.
   *
   * @param options What must be true.
   */
  public static all(options: HeaderMatchOptions): HeaderMatch {
    return new HeaderMatch(options);
  }

  private constructor(private readonly options: HeaderMatchOptions, private readonly cookie?: { readonly name: string; readonly value: string }) {
    const parts = [options.headers, options.queryParams, options.sourceLabels].map((part) => Object.keys(part ?? {}).length);
    if (cookie !== undefined || parts.some((count) => count > 0)) { return; }
    throw invalid({
      at: 'HeaderMatch.all',
      what: 'the condition is empty',
      allowed: 'at least one header, query parameter or source label: an empty condition matches every request',
      fix: 'flagger.HeaderMatch.header(\'x-canary\', flagger.StringMatch.exact(\'insider\'))',
    });
  }

  /**
   * Refuses what the provider's router would drop.
   *
   * @internal
   */
  public _check(at: string, provider: MeshProvider): void {
    const can = factsOf(provider).match;
    if (can === undefined) { return; }
    const { queryParams, sourceLabels } = this.options;
    for (const [part, given, supported, which] of [
      ['queryParams', queryParams, can.queryParams, providersWith((facts) => facts.match?.queryParams === true)],
      ['sourceLabels', sourceLabels, can.sourceLabels, providersWith((facts) => facts.match?.sourceLabels === true)],
    ] as const) {
      if (given === undefined || supported) { continue; }
      throw invalid({ at, what: `the provider ${provider} ignores ${part}`, value: Object.keys(given), allowed: `only with ${which}` });
    }
    const headers = this.headers(provider);
    for (const [name, match] of [...Object.entries(headers), ...Object.entries(queryParams ?? {})]) {
      if (can.kinds.includes(match._kind)) { continue; }
      throw invalid({
        at,
        what: `the provider ${provider} cannot compare "${name}" by ${match._kind}`,
        value: match._text,
        allowed: `${can.kinds.join(', ')}: Flagger drops what its router does not know, and the rest matches other requests`,
      });
    }
    if (provider === MeshProvider.NGINX) { this.checkNginx(at, headers); }
  }

  /** @internal */
  public _toSpec(provider: MeshProvider): k8s.CanarySpecAnalysisMatch {
    const { queryParams, sourceLabels } = this.options;
    const headers = this.headers(provider);
    return {
      ...(Object.keys(headers).length > 0 && { headers: toSpecs(headers) }),
      ...(queryParams && { queryParams: toSpecs(queryParams) }),
      ...(sourceLabels && { sourceLabels }),
    };
  }

  /**
   * Whether it is about a cookie and nothing else.
   *
   * @internal
   */
  public get _isCookie(): boolean {
    return this.cookie !== undefined || Object.keys(this.options.headers ?? {}).join() === 'cookie';
  }

  private headers(provider: MeshProvider): { readonly [name: string]: StringMatch } {
    if (this.cookie === undefined) { return this.options.headers ?? {}; }
    const { name, value } = this.cookie;
    // pkg/router/ingress.go SetRoutes takes the exact match as the name for nginx' canary-by-cookie annotation.
    return { cookie: provider === MeshProvider.NGINX ? StringMatch.exact(name) : StringMatch.regex(`^(.*?;\\s*)?(${escape(name)}=${escape(value)})(;.*)?$`) };
  }

  private checkNginx(at: string, headers: { readonly [name: string]: StringMatch }): void {
    if (this.cookie !== undefined && this.cookie.value !== 'always') {
      throw invalid({
        at,
        what: 'NGINX follows a cookie by its name alone',
        value: `${this.cookie.name}=${this.cookie.value}`,
        allowed: 'the value always, which sends the request to the canary (annotation canary-by-cookie)',
        fix: `flagger.HeaderMatch.cookie('${this.cookie.name}')`,
      });
    }
    const strange = headers['cookie'];
    if (strange !== undefined && strange._kind !== 'exact') {
      throw invalid({
        at, what: 'NGINX follows a cookie by its name alone', value: `${strange._kind} ${strange._text}`,
        allowed: 'the cookie\'s name, as an exact match: Flagger drops another one (pkg/router/ingress.go SetRoutes)', fix: 'flagger.HeaderMatch.cookie(\'canary\')',
      });
    }
    const others = Object.keys(headers).filter((name) => name !== 'cookie');
    if (others.length > 1) {
      throw invalid({ at, what: 'NGINX takes one header', value: others, allowed: 'one header: Flagger keeps one of several, not always the same' });
    }
    if (others.length === 1 && strange !== undefined) {
      throw invalid({
        at, what: 'NGINX does not ask for a header and a cookie at once', value: Object.keys(headers),
        allowed: 'either of them, as two conditions: a request with the header goes to the canary, and one with the cookie, too',
        fix: 'match: [flagger.HeaderMatch.header(…), flagger.HeaderMatch.cookie(…)]',
      });
    }
  }
}

function toSpecs(matches: { readonly [name: string]: StringMatch }): { [name: string]: k8s.CanarySpecAnalysisMatchHeaders } {
  return Object.fromEntries(Object.entries(matches).map(([name, match]) => [name, match._toSpec()]));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
