import { listOf } from './option-values';
import { WrongUsage } from './wrong-usage';

/** What `init` takes from the command line: texts, which `lib/cli/init/questions.ts` reads. */
export interface InitCommand {
  readonly name: 'init';
  /** The folder that is written to. */
  readonly folder: string;
  /** What was said, by the option's name. */
  readonly given: { readonly [option in InitText]?: string };
  /** Who hears failures, such as `slack:#alerts`; undefined where it was not said. */
  readonly failures?: readonly string[];
  /** Who hears progress; undefined where it was not said. */
  readonly progress?: readonly string[];
  /** Whether nothing is asked. */
  readonly yes: boolean;
}

export const INIT_OPTIONS = {
  team: { type: 'string' },
  namespace: { type: 'string' },
  deployment: { type: 'string' },
  port: { type: 'string' },
  provider: { type: 'string' },
  route: { type: 'string' },
  host: { type: 'string' },
  failures: { type: 'string', multiple: true },
  progress: { type: 'string', multiple: true },
  from: { type: 'string' },
  smarthost: { type: 'string' },
  promise: { type: 'string' },
  release: { type: 'string' },
  monitoring: { type: 'string' },
  flagger: { type: 'string' },
  git: { type: 'string' },
  branch: { type: 'string' },
  path: { type: 'string' },
  ci: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const;

/** The options that have one text. */
export type InitText = { [option in keyof typeof INIT_OPTIONS]: (typeof INIT_OPTIONS)[option] extends { readonly type: 'string'; readonly multiple?: never } ? option : never }[keyof typeof INIT_OPTIONS];

export const INIT_HELP = `Usage: canary-alerting init [options] [DIR]

Writes a repository that alerts on one canary of yours: the program, its test, the CI job, and how Flux gets what it makes. On a
terminal it asks for what no option says; Enter takes what is proposed. DIR is the folder, made where there is none; without it, this one.
Files that are there are never written over.

What is released:
      --team NAME             the team (else shop)
      --namespace NAME        the namespace of its canaries (else the team's name)
      --deployment NAME       the Deployment (else podinfo)
      --port N                the port of its Service (else 9898)
      --provider NAME         what moves traffic: kubernetes (nothing does), istio, linkerd, kuma, nginx, skipper, contour, gloo,
                              traefik, apisix or gatewayapi:v1 (else istio)
      --route NAME            the Ingress (nginx, skipper) or ApisixRoute (apisix), else called as the Deployment; the Gateway
                              (gatewayapi:v1) as namespace/name, else gateways/public
      --host NAME             the host that users ask for it, where an ingress or a gateway moves traffic (else DEPLOYMENT.example.com)

Who hears, and how fast:
      --failures WHERE,…      who hears of failures: slack:#channel, msteams:title, discord:title, pagerduty:title, opsgenie:title,
                              telegram:chat-id, email:address or webhook:title (else slack:#deployments-alert)
      --progress WHERE,…      who hears what goes on: slack:#channel, discord:title, rocketchat:#channel, googlechat:title, or none
                              (else slack:#deployments)
      --from ADDRESS          the sender of e-mail; with --smarthost HOST:PORT, the server that takes it without a login
      --promise DURATION      within how long a failure is told, 5s to 1h (else 30s)

What is there:
      --release NAME          the Helm release of kube-prometheus-stack (else kube-prometheus-stack)
      --monitoring NAMESPACE  its namespace (else monitoring)
      --flagger NAMESPACE     the namespace of Flagger (else flagger-system)
      --git URL               the repository that Flux shall read (else the one that \`flux bootstrap\` made)
      --branch NAME           its branch; with --git (else main)
      --path DIR              where DIR is in that repository (else as git says; else its root)
      --ci NAME               github, gitlab or none (else github)

  -y, --yes                   ask nothing
  -h, --help                  print this

Exit codes: 0 written; 1 nothing is written, because files are there or cannot be; 2 the command line is wrong.
`;

/** The values of these options, as `parseArgs` gives them. */
export type InitValues = { readonly [option in keyof typeof INIT_OPTIONS]?: (typeof INIT_OPTIONS)[option] extends { readonly multiple: true } ? string[] : (typeof INIT_OPTIONS)[option] extends { readonly type: 'boolean' } ? boolean : string };

export function initCommand({ yes, failures, progress, ...given }: InitValues, [folder = '.', surplus]: readonly string[]): InitCommand {
  if (surplus !== undefined) { throw new WrongUsage(`init takes one folder: "${surplus}" is a second one.`); }
  if (folder.trim() === '') { throw new WrongUsage('The folder is empty.'); }
  return {
    name: 'init', folder, given,
    failures: failures && listOf(failures),
    progress: progress && listOf(progress),
    yes: yes === true,
  };
}
