/** The fields of a message that anybody may have sent: a field that is not what it should be is not there. */
export class Body {
  public constructor(private readonly value: unknown) {}

  /** A field that is a text or a number. */
  public text(...path: readonly string[]): string | undefined {
    const found = this.at(...path).value;
    return typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : undefined;
  }

  public list(...path: readonly string[]): Body[] {
    const found = this.at(...path).value;
    return Array.isArray(found) ? found.slice(0, 50).map((each) => new Body(each)) : [];
  }

  /** The texts of a list, or the fields of a map, each with its name. */
  public entries(...path: readonly string[]): [string, string][] {
    const found = this.at(...path).value;
    if (typeof found !== 'object' || found === null || Array.isArray(found)) { return []; }
    return Object.entries(found).slice(0, 50).map(([name, each]) => [name, typeof each === 'string' ? each : JSON.stringify(each) ?? '']);
  }

  public at(...path: readonly string[]): Body {
    return path.reduce<Body>((body, name) => body.field(name), this);
  }

  private field(name: string): Body {
    const { value } = this;
    return new Body(typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as { readonly [name: string]: unknown })[name] : undefined);
  }

  public get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** All of it, as people read JSON. */
  public get json(): string {
    const text = typeof this.value === 'string' ? this.value : JSON.stringify(this.value, null, 2) ?? '';
    return text.length > 6000 ? `${text.slice(0, 6000)}\n… ${text.length - 6000} more characters` : text;
  }
}
