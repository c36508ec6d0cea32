import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDuration } from '../alertmanager/route-walk';
import { Document } from '../checks/document';
import { Position } from '../checks/finding';
import { Located } from '../checks/located';
import { InvalidInput, Mistake } from '../invalid';
import { nearest } from '../nearest';
import { Action, Before, Expectation, Scenario, Step } from './scenario';

/** What is wrong in a scenario file: one text with every mistake, each at its line. */
export class InvalidScenario extends InvalidInput {
  public constructor(first: Mistake, ...others: readonly Mistake[]) {
    super(first);
    this.message = [first, ...others].map((each) => new InvalidInput(each).message).join('\n');
  }
}

/** The scenarios that are shipped, by name. */
export function defaultScenarios(): readonly Scenario[] {
  const folder = scenariosFolder();
  return readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort().map((file) => readScenario(readFileSync(join(folder, file), 'utf8'), file));
}

/** lib/drill/scenarios is one folder below the sources, and stands beside what is compiled. */
function scenariosFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'lib', 'drill', 'scenarios');
    if (existsSync(path)) { return path; }
    if (folder === dirname(folder)) { throw new Error(`no lib/drill/scenarios above ${__dirname}`); }
  }
}

/**
 * Reads a scenario.
 *
 * @param text The file's content.
 * @param file Its path, as it was given.
 * @throws InvalidScenario With every mistake at file:line:column.
 */
export function readScenario(text: string, file: string): Scenario {
  const documents = Document.read(text, file);
  const [document] = documents;
  const mistakes: Mistake[] = (document?.unreadable ?? []).map(({ message, position }) => ({
    at: `${file}:${position?.line ?? 1}:${position?.column ?? 1}`, what: `it is no YAML: ${message}`,
  }));
  if (document === undefined || documents.length > 1) { mistakes.push({ at: `${file}:1:1`, what: documents.length === 0 ? 'it is empty' : `it holds ${documents.length} documents`, allowed: 'one scenario a file' }); }
  if (document === undefined || mistakes.length > 0) { throw refusal(mistakes); }
  const reader = new ScenarioReader(new Located(document, []), file);
  const scenario = reader.scenario(basename(file).replace(/\.ya?ml$/i, ''));
  const found = reader.mistakes;
  if (found.length > 0) { throw refusal(found); }
  return scenario;
}

function refusal([first, ...others]: readonly Mistake[]): InvalidScenario {
  return new InvalidScenario(first as Mistake, ...others);
}

/** What a canary can do. Those with a weight may say it. */
const VERBS = ['progress', 'succeed', 'fail', 'fail-promotion', 'never-ready', 'weight', 'uninitialized', 'delete'] as const;
const WITH_WEIGHT: readonly string[] = ['progress', 'weight'];

const STATES = {
  flagger: ['up', 'down', 'gone', 'restarts', 'replicas'],
  prometheus: ['restarts'],
  alertmanager: ['stops', 'starts'],
} as const;

/** Who a step can be about; one of them. */
const SUBJECTS = ['canary', 'flagger', 'prometheus', 'alertmanager', 'receivers'] as const;

/** Nobody watches longer: the default set must be over in three minutes, and what takes longer is a state that has lasted. */
const LONGEST_WATCH = 600;
const MOST_CANARIES = 500;

class ScenarioReader {
  private readonly found: { readonly mistake: Mistake; readonly position: Position }[] = [];
  private canaries: readonly string[] = [];

  public constructor(private readonly root: Located, private readonly file: string) {}

  /** In the order of the file. */
  public get mistakes(): readonly Mistake[] {
    return [...this.found].sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column).map(({ mistake }) => mistake);
  }

  public scenario(name: string): Scenario {
    if (this.root.entries.length === 0) { this.mistake(this.root, 'it is no scenario', this.root.value, 'a map with about, canaries, steps, expect and watch'); }
    this.known(this.root, ['about', 'canaries', 'alertmanagers', 'before', 'steps', 'expect', 'watch']);
    this.canaries = this.readCanaries(this.root.at('canaries'));
    const before = this.before(this.root.at('before'));
    const steps = this.steps(this.root.at('steps'));
    const expect = this.list(this.root.at('expect')).flatMap((each) => this.expectation(each));
    const seconds = this.seconds(this.root.at('watch'), 'watch') ?? 0;
    if (seconds > LONGEST_WATCH) { this.mistake(this.root.at('watch'), 'watch is too long', this.root.at('watch').value, `at most ${LONGEST_WATCH / 60}m`, 'before: a state that has lasted longer need not be waited for'); }
    this.notAfter(seconds);
    return {
      name, before, steps, expect, seconds,
      about: this.text(this.root.at('about'), 'about'),
      canaries: this.canaries,
      alertmanagers: this.count(this.root.at('alertmanagers'), 'alertmanagers', 1, 3) ?? 1,
    };
  }

  private readCanaries(at: Located): readonly string[] {
    if (!at.exists) { return []; }
    if (typeof at.value === 'number') {
      const count = this.count(at, 'canaries', 1, MOST_CANARIES) ?? 0;
      return Array.from({ length: count }, (_, index) => `canary-${index + 1}`);
    }
    const names = this.list(at).map((each) => this.text(each, 'canaries'));
    for (const [index, name] of names.entries()) {
      if (name === 'all') { this.mistake(at.at(index), 'a canary is called "all"', name, 'any other word: "all" means each canary'); }
      if (names.indexOf(name) < index) { this.mistake(at.at(index), 'two canaries have one name', name, 'a name for each'); }
    }
    return names;
  }

  private before(at: Located): Before | undefined {
    if (!at.exists) { return undefined; }
    this.known(at, ['lasted', 'state']);
    const lasted = at.at('lasted').value === 'until due' ? 'until-due' : this.seconds(at.at('lasted'), 'lasted', 'a duration such as 30m, or "until due": until an alert is about to fire') ?? 0;
    const state = this.list(at.at('state')).flatMap((each) => {
      if (each.at('at').exists) { this.mistake(each.at('at'), 'what has lasted has no moment', each.at('at').value, 'no "at": all of it has been so for the whole time'); }
      return this.actions(each, []);
    });
    if (state.length === 0) { this.mistake(at, 'before has no state', undefined, 'what has been so', 'state: [{ canary: …, does: progress }]'); }
    for (const [index, each] of state.entries()) {
      if (each.do === 'prometheus' || each.do === 'alertmanager' || each.do === 'receivers' || (each.do === 'flagger' && each.state === 'restarts')) {
        this.mistake(at.at('state', index), `${each.do} cannot be a state that has lasted`, undefined, 'what a canary does; flagger: down, gone or replicas');
      }
    }
    return { state, lasted };
  }

  private steps(at: Located): Step[] {
    const steps = this.list(at).flatMap((each) => {
      const moment = this.seconds(each.at('at'), 'at') ?? 0;
      return this.actions(each, ['at']).map((action): Step => ({ at: moment, action }));
    });
    // Steps of one moment stay in the order in which they are written.
    return [...steps].sort((a, b) => a.at - b.at);
  }

  /** What an entry says; one action for each canary where it is about all. */
  private actions(at: Located, alsoKnown: readonly string[]): Action[] {
    const subjects = SUBJECTS.filter((each) => at.at(each).exists);
    const [subject] = subjects;
    if (subject === undefined || subjects.length > 1) {
      this.known(at, [...alsoKnown, ...SUBJECTS, 'does', 'weight', 'replicas', 'times']);
      this.mistake(at, subject === undefined ? 'it does not say what is about to do something' : `it is about ${subjects.join(' and ')}`, undefined, `one of ${SUBJECTS.join(', ')}`);
      return [];
    }
    switch (subject) {
      case 'canary': return this.canaryActions(at, alsoKnown);
      case 'receivers': {
        this.known(at, [...alsoKnown, 'receivers', 'times']);
        const status = this.count(at.at('receivers'), 'receivers', 200, 599) ?? 200;
        const times = at.at('times').exists ? this.count(at.at('times'), 'times', 1, 1000) : undefined;
        return [{ do: 'receivers', status, ...(times === undefined ? {} : { times }) }];
      }
      default: return this.programAction(subject, at, alsoKnown);
    }
  }

  private canaryActions(at: Located, alsoKnown: readonly string[]): Action[] {
    this.known(at, [...alsoKnown, 'canary', 'does', 'weight']);
    const does = this.oneOf(at.at('does'), 'does', VERBS);
    const weightAt = at.at('weight');
    const weight = weightAt.exists ? this.count(weightAt, 'weight', 0, 100) : undefined;
    if (does === undefined) { return []; }
    if (weight !== undefined && !WITH_WEIGHT.includes(does)) { this.mistake(weightAt, `${does} has no weight of its own`, weight, `weight only with ${WITH_WEIGHT.join(' or ')}`); }
    if (does === 'weight' && weight === undefined) { this.mistake(at.at('does'), 'the weight is not given', undefined, '0 to 100', 'weight: 50'); }
    return this.keys(at.at('canary')).map((canary): Action => {
      switch (does) {
        case 'weight': return { do: does, canary, weight: weight ?? 0 };
        case 'progress': return { do: does, canary, ...(weight === undefined ? {} : { weight }) };
        default: return { do: does, canary };
      }
    });
  }

  private programAction(subject: 'flagger' | 'prometheus' | 'alertmanager', at: Located, alsoKnown: readonly string[]): Action[] {
    this.known(at, [...alsoKnown, subject, ...(subject === 'flagger' ? ['replicas'] : [])]);
    const state = this.oneOf<string>(at.at(subject), subject, STATES[subject]);
    if (state === undefined) { return []; }
    const replicas = at.at('replicas').exists ? this.count(at.at('replicas'), 'replicas', 1, 5) : undefined;
    if ((replicas === undefined) === (state === 'replicas')) { this.mistake(at.at(subject), replicas === undefined ? 'the number of replicas is not given' : 'replicas belongs to "flagger: replicas"', state, undefined, 'flagger: replicas, replicas: 2'); }
    return [{ do: subject, state, ...(replicas === undefined ? {} : { replicas }) } as Action];
  }

  private expectation(at: Located): Expectation[] {
    this.known(at, ['canary', 'told', 'from', 'resolved']);
    const told = this.oneOf(at.at('told'), 'told', ['once', 'never'] as const);
    const from = at.at('from').exists ? this.seconds(at.at('from'), 'from') : undefined;
    const resolved = at.at('resolved').value ?? false;
    if (typeof resolved !== 'boolean') { this.mistake(at.at('resolved'), 'resolved is neither true nor false', resolved, 'true where the message must come that it is over'); }
    if (told === 'never' && (from !== undefined || resolved === true)) { this.mistake(at, 'what is never told has no moment and is never over', undefined, 'told: never alone'); }
    const rest = { times: told === 'never' ? 0 : 1, resolved: resolved === true, ...(from === undefined ? {} : { from }) };
    return at.at('canary').exists ? this.keys(at.at('canary')).map((canary) => ({ canary, ...rest })) : [rest];
  }

  private keys(at: Located): readonly string[] {
    if (at.value === 'all' && this.canaries.length > 0) { return this.canaries; }
    const name = this.oneOf<string>(at, 'canary', [...this.canaries, 'all']);
    return name === undefined ? [] : [name];
  }

  /** Nothing may happen, or be expected, when nobody looks any more. */
  private notAfter(seconds: number): void {
    for (const [field, moment] of [['steps', 'at'], ['expect', 'from']] as const) {
      for (const each of this.root.at(field).items) {
        const at = this.secondsOf(each.at(moment).value);
        if (at !== undefined && at >= seconds && seconds > 0) { this.mistake(each.at(moment), `${moment} is not before the end of watch`, each.at(moment).value, `less than ${seconds}s`, 'watch longer'); }
      }
    }
  }

  private list(at: Located): Located[] {
    if (at.exists && !Array.isArray(at.value)) { this.mistake(at, `${at.field} is no list`, at.value, 'a list'); }
    return at.items;
  }

  private text(at: Located, what: string): string {
    if (at.text === undefined || at.text.trim() === '') { this.mistake(at, at.exists ? `${what} is no text` : `${what} is not given`, at.value, 'a text'); }
    return at.text ?? '';
  }

  private oneOf<T extends string>(at: Located, what: string, allowed: readonly T[]): T | undefined {
    const found = allowed.find((each) => each === at.value);
    if (found !== undefined) { return found; }
    const meant = nearest(String(at.value), allowed);
    this.mistake(at, at.exists ? `${what} is none of what it can be` : `${what} is not given`, at.value, allowed.join(', '), meant === undefined ? undefined : `${what}: ${meant}`);
    return undefined;
  }

  private count(at: Located, what: string, min: number, max: number): number | undefined {
    if (!at.exists) { return undefined; }
    const { number } = at;
    if (number !== undefined && Number.isInteger(number) && number >= min && number <= max) { return number; }
    this.mistake(at, `${what} is not a whole number from ${min} to ${max}`, at.value, `${min} to ${max}`);
    return undefined;
  }

  private seconds(at: Located, what: string, allowed = 'a duration such as 12s or 1m30s'): number | undefined {
    const seconds = this.secondsOf(at.value);
    if (seconds === undefined) { this.mistake(at, at.exists ? `${what} is no duration` : `${what} is not given`, at.value, allowed); }
    return seconds;
  }

  private secondsOf(value: unknown): number | undefined {
    if (value === '0' || value === 0) { return 0; }
    try {
      return typeof value === 'string' ? parseDuration(value).toMilliseconds({ integral: false }) / 1000 : undefined;
    } catch {
      return undefined;
    }
  }

  private known(at: Located, fields: readonly string[]): void {
    for (const [key, each] of at.entries) {
      if (fields.includes(key)) { continue; }
      const meant = nearest(key, fields);
      this.mistake(each, `there is no field "${key}" here`, undefined, fields.join(', '), meant === undefined ? undefined : `${meant}: …`);
    }
  }

  private mistake(at: Located, what: string, value?: unknown, allowed?: string, fix?: string): void {
    const position = at.position ?? { line: 1, column: 1 };
    this.found.push({ mistake: { at: `${this.file}:${position.line}:${position.column}`, what, value, allowed, fix }, position });
  }
}
