/** A name for a CEL expression, which those below it can use as `vars.<name>`. */
export interface OidcVariable {
  /** The name: letters, digits and `_`, beginning with no digit. */
  readonly name: string;

  /** A CEL expression over `claims` and the variables before it. */
  readonly expression: string;
}

/** What must hold of whoever calls. */
export interface OidcValidation {
  /** A CEL expression over `claims` and `vars`, such as `claims.repository_owner == 'acme'`. */
  readonly expression: string;

  /** What the caller is told where it is false. */
  readonly message: string;
}

/** An issuer of OpenID Connect whose tokens a Receiver takes. */
export interface OidcProvider {
  /** The issuer's URL, such as `https://token.actions.githubusercontent.com`; each one once. */
  readonly issuerUrl: string;

  /**
   * The audience that tokens must be for.
   *
   * @default - notification-controller
   */
  readonly audience?: string;

  /**
   * Names for expressions.
   *
   * @default - none
   */
  readonly variables?: OidcVariable[];

  /** What must hold, at least one: public issuers give tokens to anybody, so that a signature alone says nothing about the caller. */
  readonly validations: OidcValidation[];
}
