import { Duration } from 'cdk8s';
import { isMap, isSeq, LineCounter, Node, parseDocument } from 'yaml';
import { SECRETS_FOLDER } from '../facts/alertmanager';
import { invalid, InvalidInput } from '../invalid';
import { KUBERNETES_YAML } from '../kubernetes-yaml';
import { SecretKey } from '../secret-key';
import { GlobalConfig } from './global-config';
import { RawIntegration } from './integrations/raw-integration';
import { parseMatchers } from './matcher-parser';
import { Receiver } from './receiver';
import { Route } from './route';
import { parseDuration } from './route-walk';

/** A configuration that somebody else has written, as far as it must be understood to be added to. */
export interface ExistingConfig {
  readonly global?: GlobalConfig;
  readonly route: Route;
  /** All receivers, those that no route refers to among them. */
  readonly receivers: readonly Receiver[];
  readonly inhibitRules: readonly unknown[];
  readonly timeIntervals: readonly { readonly name: string }[];
  readonly templates: readonly string[];
  /** What else stands at the top. */
  readonly others: Fields;
}

interface Fields { readonly [field: string]: unknown }

/**
 * Reads an alertmanager.yaml. What it says stays as it is; comments do not.
 *
 * @throws InvalidInput At file:line:column, for a text that is no YAML or no configuration, and for a secret in it.
 */
export function readExistingConfig(file: string, text: string): ExistingConfig {
  return new Reader(file, text).read();
}

class Reader {
  private readonly lines = new LineCounter();
  private readonly root: Node;

  public constructor(private readonly file: string, text: string) {
    const document = parseDocument(text, { ...KUBERNETES_YAML, lineCounter: this.lines });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = this.lines.linePos(error.pos[0]);
      throw invalid({ at: `${file}:${line}:${col}`, what: `the text is no YAML: ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}` });
    }
    if (!isMap(document.contents)) { throw invalid({ at: `${file}:1:1`, what: 'the text is no configuration of Alertmanager', allowed: 'a map with route and receivers' }); }
    this.root = document.contents;
    this.value = this.filesAsSecrets(document.toJS({ maxAliasCount: 1000 })) as Fields;
  }

  private readonly value: Fields;

  public read(): ExistingConfig {
    const { global, route, receivers, inhibit_rules, time_intervals, mute_time_intervals, templates, ...others } = this.value;
    const all = this.list(['receivers'], receivers).map((entry, index) => this.receiver(['receivers', index], entry));
    const byName = new Map(all.map((receiver) => [receiver.name, receiver]));
    if (byName.size < all.length) { throw invalid({ at: this.place(['receivers']), what: 'two receivers have the same name', allowed: 'each name once: Alertmanager refuses the configuration' }); }
    if (route === undefined || route === null) { throw invalid({ at: this.place([]), what: 'there is no route', allowed: 'one: Alertmanager refuses the configuration' }); }
    const tree = this.at(['route'], () => this.route(['route'], route, byName));
    if (tree.receiver === undefined) { throw invalid({ at: this.place(['route']), what: 'the root route names no receiver', allowed: 'one: Alertmanager refuses the configuration' }); }
    const intervals = [...this.list(['time_intervals'], time_intervals), ...this.list(['mute_time_intervals'], mute_time_intervals)];
    return {
      ...(global !== undefined && global !== null && { global: { fields: this.map(['global'], global) } }),
      route: tree,
      receivers: all,
      inhibitRules: this.list(['inhibit_rules'], inhibit_rules),
      timeIntervals: intervals as { name: string }[],
      templates: this.list(['templates'], templates) as string[],
      others,
    };
  }

  private receiver(path: Path, value: unknown): Receiver {
    const { name, ...sections } = this.map(path, value);
    if (typeof name !== 'string') { throw invalid({ at: this.place(path), what: 'a receiver has no name' }); }
    const integrations = Object.entries(sections).flatMap(([section, entries]) => this.list([...path, section], entries).flatMap((entry, index) =>
      this.at([...path, section, index], () => {
        // What it does not say is Alertmanager's own default, not ours.
        const fields = { send_resolved: undefined, ...this.map([...path, section, index], entry) };
        return RawIntegration._all(`Receiver ${name}`, { [section]: [fields] });
      })));
    return this.at(path, () => new Receiver(name, integrations));
  }

  private route(path: Path, value: unknown, receivers: ReadonlyMap<string, Receiver>): Route {
    const { receiver, routes, group_wait, group_interval, repeat_interval, ...fields } = this.map(path, value);
    const named = receiver === undefined || receiver === null ? undefined : receivers.get(receiver as string);
    if (receiver !== undefined && receiver !== null && named === undefined) {
      throw invalid({ at: this.place([...path, 'receiver']), what: 'the route names a receiver that is not there', value: receiver, allowed: [...receivers.keys()].join(', ') });
    }
    for (const [index, matcher] of this.list([...path, 'matchers'], fields.matchers).entries()) {
      this.at([...path, 'matchers', index], () => parseMatchers(String(matcher)));
    }
    const children = this.list([...path, 'routes'], routes).map((child, index) => this.at([...path, 'routes', index], () => this.route([...path, 'routes', index], child, receivers)));
    return this.at(path, () => new Route({
      ...(named !== undefined && { receiver: named }),
      ...this.duration(path, 'groupWait', 'group_wait', group_wait),
      ...this.duration(path, 'groupInterval', 'group_interval', group_interval),
      ...this.duration(path, 'repeatInterval', 'repeat_interval', repeat_interval),
      fields,
      routes: children,
    }));
  }

  private duration(path: Path, property: string, field: string, value: unknown): { readonly [property: string]: Duration } {
    if (value === undefined || value === null) { return {}; }
    return { [property]: this.at([...path, field], () => parseDuration(String(value))) as Duration };
  }

  private map(path: Path, value: unknown): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) { return value as Fields; }
    throw invalid({ at: this.place(path), what: `${path.at(-1) ?? 'the text'} is no map`, value: value === null ? 'nothing' : typeof value });
  }

  private list(path: Path, value: unknown): readonly unknown[] {
    if (value === undefined || value === null) { return []; }
    if (Array.isArray(value)) { return value; }
    throw invalid({ at: this.place(path), what: `${path.at(-1) ?? 'the text'} is no list`, value: typeof value });
  }

  /** A mistake that something else tells of, with the place in the file before it. */
  private at<T>(path: Path, make: () => T): T {
    try {
      return make();
    } catch (error) {
      const message = (error as Error).message;
      if (error instanceof InvalidInput && message.startsWith(`${this.file}:`)) { throw error; }
      throw invalid({ at: this.place(path), what: message });
    }
  }

  private place(path: Path): string {
    let node: unknown = this.root;
    for (const step of path) {
      const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
      if (next === undefined || next === null) { break; }
      node = next;
    }
    const { line, col } = this.lines.linePos((node as Node).range?.[0] ?? 0);
    return `${this.file}:${line}:${col}`;
  }

  /** A file that the operator mounts from a Secret is a reference to it: whoever mounts what the configuration reads must know. */
  private filesAsSecrets(value: unknown): unknown {
    if (typeof value === 'string') {
      const [, name, key] = new RegExp(`^${SECRETS_FOLDER}/([a-z0-9][-a-z0-9.]*)/([-._a-zA-Z0-9]+)$`).exec(value) ?? [];
      return name === undefined || key === undefined ? value : SecretKey.of(name, key);
    }
    if (Array.isArray(value)) { return value.map((each) => this.filesAsSecrets(each)); }
    if (typeof value !== 'object' || value === null) { return value; }
    return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, this.filesAsSecrets(each)]));
  }
}

type Path = readonly (string | number)[];
