/**
 * The factory that stands for a class where an example is wanted, if it is not the first by its name: what people most often mean.
 */
const USUAL: Readonly<Record<string, string>> = {
  'Channel': 'slack(\'#deployments\', { … })',
  'Heartbeat': 'webhook(SecretKey.of(\'dead-mans-switch\', \'url\'))',
  'PrometheusStack': 'helm({ … })',
  'alertmanager.MessageTemplate': 'fromFile(\'messages.tmpl\')',
  'alertmanager.Receiver': 'slack(\'on-call\', { … })',
  'base.SecretKey': 'of(\'name\', \'key\')',
  'flagger.Analysis': 'progressive({ … })',
  'flagger.HeaderMatch': 'cookie(\'canary\')',
  'flagger.MetricCheck': 'requestSuccessRate({ min: 99 })',
  'flagger.MetricProvider': 'prometheus({ … })',
  'flagger.RouteRef': 'ingress(\'podinfo\')',
  'flagger.Target': 'deployment(\'podinfo\')',
  'flagger.Webhook': 'rollout(\'test\', { url: \'http://…\' })',
};

/** The types of others that are checked, and how they are made. */
const FOREIGN: Readonly<Record<string, string>> = { 'cdk8s.Duration': 'Duration.seconds(30)' };

/** What is given as an argument of its own, and in no options. */
const ARGUMENTS = ['flagger.IMetricTemplate', 'flagger.StringMatch'];

/** What the text of lib/option-types.ts begins with. */
const HEADER = '/** Made by `npm run api` from the public types. Never edited. */\n\n';

/**
 * The file lib/option-types.ts: of each interface that people fill in its options, with the types that can be seen in a value, and of each
 * of these types how a value of it is made.
 *
 * @param entries The public names and types, as docs/api.txt has them.
 */
export function optionTypes(entries: readonly string[]): string {
  const bases = new Map<string, readonly string[]>();
  const own = new Map<string, string[]>();
  for (const entry of entries) {
    const [, name = '', extended = ''] = /^struct (\S+)(?: < (.*?))?(?: \[.*)?$/.exec(entry) ?? [];
    if (name === '') { continue; }
    bases.set(name, extended === '' ? [] : extended.split(', '));
    own.set(name, []);
  }
  for (const entry of entries) {
    const [, type = '', option = '', of = ''] = /^(\S+)\.(\w+)\??: (\S+)/.exec(entry) ?? [];
    own.get(type)?.push(option === '' ? '' : `${option}${kindOf(of, bases, entries)}`);
  }
  const all = (name: string): string[] => [...(bases.get(name) ?? []).flatMap(all), ...own.get(name) ?? []];
  const options = [...own.keys()].sort().map((name) => [name, [...new Set(all(name))].sort().join(' ')] as const);
  const used = new Set([...ARGUMENTS, ...options.flatMap(([, text]) => text.split(' ')).map((each) => (each.split(':')[1] ?? '').replace('[]', '')).filter((each) => each !== '')]);
  const made = [...used].sort().filter((each) => !bases.has(each) && !PRIMITIVES.has(each) && (each in FOREIGN || isClass(each, entries) || isInterface(each, entries))).map((each) => [each, maker(each, entries)] as const);
  return `${HEADER}/** The options of each interface, as \`name:type\`; a type without a meaning for a value is left out. */\nexport const OPTIONS = ${table(options)};\n\n`
    + `/** How a value of each class, or of each interface that classes have, is made. */\nexport const MADE_BY: { readonly [type: string]: string } = ${table(made)};\n`;
}

const PRIMITIVES = new Set(['number', 'boolean']);

function kindOf(type: string, structs: ReadonlyMap<string, unknown>, entries: readonly string[]): string {
  const list = /^array<(.*)>$/.exec(type)?.[1];
  const element = list ?? type;
  const suffix = list === undefined ? '' : '[]';
  const isSeen = structs.has(element) || PRIMITIVES.has(element) || element in FOREIGN || isClass(element, entries) || isInterface(element, entries);
  return isSeen ? `:${element}${suffix}` : list === undefined ? '' : ':[]';
}

function isClass(type: string, entries: readonly string[]): boolean {
  return entries.some((entry) => [`class ${type}`, `abstract class ${type}`].some((each) => entry === each || entry.startsWith(`${each} `)));
}

function isInterface(type: string, entries: readonly string[]): boolean {
  return entries.some((entry) => entry === `interface ${type}` || entry.startsWith(`interface ${type} `));
}

function maker(type: string, entries: readonly string[]): string {
  const foreign = FOREIGN[type];
  if (foreign !== undefined) { return foreign; }
  const written = (text: string): string => text.replace(/^base\./, '');
  const usual = USUAL[type];
  const factories = entries.filter((entry) => entry.includes(`): ${type} [static]`));
  if (usual !== undefined) {
    if (!factories.some((entry) => entry.startsWith(`${type}.${usual.replace(/\(.*/s, '(')}`))) { throw new Error(`${type} has no factory ${usual}`); }
    return written(`${type}.${usual}`);
  }
  const factory = factories.find((entry) => entry.startsWith(`${type}.`)) ?? factories[0];
  if (factory !== undefined) { return written(factory.replace(/\(.*/s, '(…)')); }
  const made = isClass(type, entries) ? type : entries.map((entry) => /^class (\S+) < (.*)$/.exec(entry)).find((match) => match?.[2]?.split(', ').includes(type) === true)?.[1];
  if (made === undefined) { return ''; }
  return written(`new ${made}(${entries.some((entry) => entry.startsWith(`${made}.new(props: `)) ? '{ … }' : '…'})`);
}

function table(rows: readonly (readonly [string, string])[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\'', '\\\'')}'`;
  return `{\n${rows.map(([name, text]) => `  ${quoted(name)}: ${quoted(text)},\n`).join('')}}`;
}
