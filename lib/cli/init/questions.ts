import { InitCommand, InitText } from '../init-command';
import { secondsOf } from '../../checks/scrape';
import { nearest } from '../../nearest';
import { oneOf } from '../option-values';
import { WrongUsage } from '../wrong-usage';
import { Answers } from './answers';
import { isAddress, Place, placeOf } from './place';
import { hasHost, PROVIDERS } from './providers';

/** Asks a person, and gives what they typed; undefined where nobody is there. */
export type Ask = ((question: string) => Promise<string>) | undefined;

/** What takes the place of an answer that the folder gives. */
export interface Surroundings {
  /** Where the folder is in its git repository; undefined where there is none. */
  readonly path?: string;
  /** Whether the repository has GitLab's CI. */
  readonly isGitlab: boolean;
  /** Says what a person typed wrong, before it is asked again. */
  readonly complain: (text: string) => void;
}

/** The names that folders of dist/, and the program, have already (`Folder` in lib/composite/folders.ts). */
export const TAKEN = ['alertmanager', 'flagger', 'flagger-release', 'flux-system', 'monitoring', 'namespaces', 'notifications', 'secrets', 'alerting', 'source', 'load-tester'];

/** Takes each answer from the command line, from a person, or as it is proposed, in this order. */
export async function answers(command: InitCommand, ask: Ask, around: Surroundings): Promise<Answers> {
  const take = async <T>(option: InitText | 'failures' | 'progress', question: string, proposed: string, read: (text: string) => T): Promise<T> => {
    const said = option === 'failures' || option === 'progress' ? command[option]?.join(',') : command.given[option];
    if (said !== undefined) { return read(said); }
    if (ask === undefined) { return read(proposed); }
    for (;;) {
      const typed = (await ask(`${question}${proposed === '' ? '' : ` (${proposed})`}: `)).trim();
      try {
        return read(typed === '' ? proposed : typed);
      } catch (error) {
        if (!(error instanceof WrongUsage)) { throw error; }
        around.complain(`${error.what}\n`);
      }
    }
  };
  const team = await take('team', 'Team', 'shop', teamOf);
  const namespace = await take('namespace', 'Namespace of its canaries', team, (text) => label('namespace', text));
  const deployment = await take('deployment', 'Deployment that is released', 'podinfo', deploymentOf);
  const port = await take('port', 'Port of its Service', '9898', portOf);
  const providerName = await take('provider', `What moves traffic: ${Object.keys(PROVIDERS).join(', ')}`, 'istio', providerOf);
  const provider = PROVIDERS[providerName] as Answers['provider'];
  const isGateway = provider.route === 'gateway';
  const route = provider.route === undefined ? unneeded(command, 'route', providerName)
    : await take('route', ROUTES[provider.route], isGateway ? 'gateways/public' : deployment, isGateway ? gatewayOf : (text) => objectName('route', text));
  const host = hasHost(provider) ? await take('host', 'Host that users ask for', `${deployment}.example.com`, hostOf) : unneeded(command, 'host', providerName);
  const failures = await take('failures', 'Who hears of failures', 'slack:#deployments-alert', (text) => placesOf('failures', text, []));
  const progress = await take('progress', 'Who hears what goes on, or none', 'slack:#deployments', (text) => placesOf('progress', text, failures));
  const mail = await mailOf(command, failures, take);
  const promise = await take('promise', 'Within how long a failure is told', '30s', promiseOf);
  const release = await take('release', 'Helm release of kube-prometheus-stack', 'kube-prometheus-stack', releaseOf);
  const monitoring = await take('monitoring', 'Its namespace', 'monitoring', (text) => label('monitoring', text));
  const flagger = await take('flagger', 'Namespace of Flagger', 'flagger-system', (text) => label('flagger', text));
  const url = await take('git', 'URL of the repository that Flux shall read (Enter: the one of `flux bootstrap`)', '', gitOf);
  if (url === undefined && command.given.branch !== undefined) { throw new WrongUsage('--branch is given without --git: the repository that `flux bootstrap` made has its branch.'); }
  const git = url === undefined ? undefined : { url, branch: await take('branch', 'Its branch', 'main', branchOf) };
  const ci = await take('ci', 'CI: github, gitlab or none', around.isGitlab ? 'gitlab' : 'github', (text): Answers['ci'] => oneOf('ci', text, ['github', 'gitlab', 'none'] as const) ?? 'none');
  return {
    team, namespace, deployment, port, providerName, provider, route, host, failures, progress, mail, promise, release, monitoring, flagger, git, ci,
    path: pathOf(command.given.path, around.path),
  };
}

const ROUTES = { ingress: 'Ingress that leads to it', apisixRoute: 'ApisixRoute that leads to it', gateway: 'Gateway that users come through, as namespace/name' } as const;

function unneeded(command: InitCommand, option: 'route' | 'host', provider: string): undefined {
  if (command.given[option] === undefined) { return undefined; }
  const able = Object.entries(PROVIDERS).filter(([, each]) => option === 'route' ? each.route !== undefined : hasHost(each)).map(([name]) => name);
  throw new WrongUsage(`--${option} is given, and the provider ${provider} has none: it is for ${able.join(', ')}.`);
}

async function mailOf(command: InitCommand, failures: readonly Place[], take: <T>(option: InitText, question: string, proposed: string, read: (text: string) => T) => Promise<T>): Promise<Answers['mail']> {
  if (failures.every(({ service }) => service !== 'email')) {
    for (const option of ['from', 'smarthost'] as const) {
      if (command.given[option] !== undefined) { throw new WrongUsage(`--${option} is given, and nobody hears by e-mail: --failures email:on-call@example.com.`); }
    }
    return undefined;
  }
  return { from: await take('from', 'Sender of e-mail', '', fromOf), smarthost: await take('smarthost', 'Mail server, as host:port', '', smarthostOf) };
}

function placesOf(option: 'failures' | 'progress', text: string, others: readonly Place[]): readonly Place[] {
  if (option === 'progress' && text === 'none') { return []; }
  const places = text.split(',').map((each) => each.trim()).filter((each) => each !== '').map((each) => placeOf(option, each));
  if (places.length === 0) { throw new WrongUsage(`--${option} is empty.${option === 'failures' ? ' Somebody must hear that a canary failed.' : ' Nobody is "none".'}`); }
  places.forEach((place, at) => {
    const name = (each: Place): string => `${each.service}:${each.title}`;
    const same = [...places.slice(0, at), ...others].find((each) => each.service === place.service && (each.secret === place.secret || name(each) === name(place)));
    if (same === undefined) {
      // Discord's two webhooks of one channel have Secrets of their own, and yet one name.
      const near = others.find((each) => each.service === place.service && `${each.secret}` === `${place.secret}-failures`);
      if (near !== undefined) { throw new WrongUsage(`--${option} is "${text}": ${name(near)} hears of failures; one channel hears one of the two, or it is told everything twice.`); }
      return;
    }
    throw new WrongUsage(others.includes(same) ? `--${option} is "${text}": ${name(same)} hears of failures; one channel hears one of the two, or it is told a failure twice.`
      : `--${option} is "${text}": ${name(place)} and ${name(same)} are one channel, or would have objects of one name.`);
  });
  return places;
}

function teamOf(text: string): string {
  const team = label('team', text);
  if (TAKEN.includes(team) || team.startsWith('encrypted-')) { throw new WrongUsage(`--team is "${team}": a folder of dist/ has this name already.`); }
  return team;
}

function label(option: string, text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) { return text; }
  throw new WrongUsage(`--${option} is "${text}": it is at most 63 lower-case letters, digits and "-".`);
}

function deploymentOf(text: string): string {
  // Flagger makes Services of it, the longest <name>-primary.
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text) || text.length > 55) { throw new WrongUsage(`--deployment is "${text}": it is at most 55 lower-case letters, digits and "-", beginning with a letter.`); }
  if (text === 'load-tester') { throw new WrongUsage('--deployment is "load-tester": that is the name of the load tester beside it.'); }
  return text;
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) { throw new WrongUsage(`--port is "${text}": it is a whole number from 1 to 65535.`); }
  return port;
}

function providerOf(text: string): string {
  if (text in PROVIDERS) { return text; }
  const meant = nearest(text, Object.keys(PROVIDERS));
  throw new WrongUsage(`--provider is "${text}": it can be ${Object.keys(PROVIDERS).join(', ')}.${meant === undefined ? ' The types know more of them: MeshProvider.' : ` Did you mean ${meant}?`}`);
}

function objectName(option: string, text: string): string {
  if (/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(text) && !/[-.]\.|\.-/.test(text)) { return text; }
  throw new WrongUsage(`--${option} is "${text}": a name has lower-case letters, digits, "-" and ".".`);
}

function gatewayOf(text: string): string {
  const [namespace, name, ...rest] = text.split('/');
  if (namespace === undefined || name === undefined || rest.length > 0) { throw new WrongUsage(`--route is "${text}": a Gateway is written namespace/name.`); }
  return `${label('route', namespace)}/${objectName('route', name)}`;
}

function hostOf(text: string): string {
  if (text.length <= 253 && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/.test(text)) { return text; }
  throw new WrongUsage(`--host is "${text}": it is the name of a host, such as shop.example.com, without a scheme and a path.`);
}

function fromOf(text: string): string {
  if (text === '') { throw new WrongUsage('--from is not given: e-mail needs a sender.'); }
  if (!isAddress(text)) { throw new WrongUsage(`--from is "${text}": it is no address, such as canaries@example.com.`); }
  return text;
}

function smarthostOf(text: string): string {
  if (text === '') { throw new WrongUsage('--smarthost is not given: e-mail needs a server, such as mail.example.com:587.'); }
  const [, host, port] = /^([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65535) { throw new WrongUsage(`--smarthost is "${text}": it is written host:port, such as mail.example.com:587.`); }
  return text;
}

function promiseOf(text: string): number {
  const seconds = secondsOf(text);
  if (seconds === undefined || seconds < 5 || seconds > 3600 || !Number.isInteger(seconds)) { throw new WrongUsage(`--promise is "${text}": it is a duration of whole seconds such as 30s or 1m30s, from 5s to 1h.`); }
  return seconds;
}

function releaseOf(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(text)) { return text; }
  throw new WrongUsage(`--release is "${text}": the name of a Helm release has at most 53 lower-case letters, digits and "-".`);
}

function gitOf(text: string): string | undefined {
  if (text === '') { return undefined; }
  // Flux takes URLs alone; people copy what `git clone` takes as well.
  const url = text.replace(/^(?:([\w.-]+)@)([\w.-]+):(?!\/)(?!\d+\/)(.+)$/, 'ssh://$1@$2/$3');
  if (/^https?:\/\/[^/@\s]*@/.test(url)) { throw new WrongUsage('--git has a password or a user in it: it would be in git. Give the URL alone, and Flux a Secret.'); }
  if (!/^(https|ssh):\/\/(?:[\w.-]+@)?[\w.-]+(:\d{1,5})?\/[\w./~+-]+$/.test(url)) { throw new WrongUsage(`--git is "${text}": it is a URL such as https://github.com/owner/repository or ssh://git@github.com/owner/repository.`); }
  return url;
}

function branchOf(text: string): string {
  if (/^[\w][\w./-]{0,200}$/.test(text) && !/\.\.|\/\/|\/$|\.lock$|\.$/.test(text)) { return text; }
  throw new WrongUsage(`--branch is "${text}": it is the name of a branch.`);
}

function pathOf(said: string | undefined, found: string | undefined): string {
  const path = said?.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') ?? found ?? '.';
  if (path === '' || path === '.') { return checked(said, '.', found); }
  if (!path.split('/').every((part) => /^[\w][\w.-]*$|^\.[\w-][\w.-]*$/.test(part))) { throw new WrongUsage(`--path is "${path}": it is a folder in the repository: letters, digits, "-", "_", "." and "/".`); }
  return checked(said, path, found);
}

function checked(said: string | undefined, path: string, found: string | undefined): string {
  if (said === undefined || found === undefined || path === found) { return path; }
  throw new WrongUsage(`--path is "${said}", and in its git repository the folder is "${found}".`);
}
