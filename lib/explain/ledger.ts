import { Explanation, Hearing, HeartbeatHearing, RequiredSecret, Unheard } from './explanation';
import { compare } from '../checks/compare';

/** Collects what is found out, the same thing about several objects as one. */
export class Ledger {
  private readonly hearings = new Map<string, { readonly said: Omit<Hearing, 'about'>; readonly about: Set<string> }>();
  private readonly unheards = new Map<string, { readonly said: Omit<Unheard, 'about'>; readonly about: Set<string> }>();
  private readonly heartbeats = new Map<string, HeartbeatHearing>();
  private readonly secrets = new Map<string, { readonly keys: Set<string>; readonly readBy: Set<string> }>();
  private readonly notes = new Set<string>();

  public hearing(said: Omit<Hearing, 'about'>, about?: string): void {
    gather(this.hearings, said, about);
  }

  public unheard(said: Omit<Unheard, 'about'>, about?: string): void {
    gather(this.unheards, said, about);
  }

  public heartbeat(said: HeartbeatHearing): void {
    this.heartbeats.set(JSON.stringify(said), said);
  }

  public secret(namespace: string, name: string, keys: readonly string[], readBy: string): void {
    const id = `${namespace}/${name}`;
    const entry = this.secrets.get(id) ?? { keys: new Set(), readBy: new Set() };
    for (const key of keys) { entry.keys.add(key); }
    entry.readBy.add(readBy);
    this.secrets.set(id, entry);
  }

  public note(text: string): void {
    this.notes.add(text);
  }

  public explanation(canaries: readonly string[], filledBy: (secret: string, keys: readonly string[]) => string | undefined): Explanation {
    return {
      canaries: [...canaries].sort(compare),
      hearings: listed(this.hearings).sort((a, b) => compare(a.channel, b.channel) || (a.first ?? 0) - (b.first ?? 0) || compare(a.what, b.what) || compare(a.about.join(), b.about.join())),
      heartbeats: [...this.heartbeats.values()].sort((a, b) => compare(a.channel, b.channel) || compare(a.alert, b.alert)),
      unheard: listed(this.unheards).sort((a, b) => compare(a.what, b.what) || compare(a.about.join(), b.about.join())),
      secrets: [...this.secrets].sort(([a], [b]) => compare(a, b)).map(([secret, entry]) => required(secret, [...entry.keys].sort(compare), [...entry.readBy].sort(compare), filledBy)),
      notes: [...this.notes],
    };
  }
}

function gather<T extends object>(into: Map<string, { readonly said: T; readonly about: Set<string> }>, said: T, about: string | undefined): void {
  const id = JSON.stringify(said);
  const entry = into.get(id) ?? { said, about: new Set<string>() };
  if (about !== undefined) { entry.about.add(about); }
  into.set(id, entry);
}

function listed<T extends object>(from: ReadonlyMap<string, { readonly said: T; readonly about: Set<string> }>): (T & { readonly about: readonly string[] })[] {
  return [...from.values()].map(({ said, about }) => ({ ...said, about: [...about].sort(compare) }));
}

function required(secret: string, keys: readonly string[], readBy: readonly string[], filledBy: (secret: string, keys: readonly string[]) => string | undefined): RequiredSecret {
  const filler = filledBy(secret, keys);
  return { secret, keys, readBy, ...(filler !== undefined && { filledBy: filler }) };
}
