import { Duration } from 'cdk8s';
import { seconds } from '../duration';
import { invalid, present } from '../invalid';
import { SecretKey } from '../secret-key';
import { checkAddress } from './address';
import { wholeSeconds } from './whole-seconds';

/** What a process of Concord takes. */
export interface ConcordTaskOptions {
  /** Concord's URL. */
  readonly server: string;

  /** The organization. */
  readonly org: string;

  /** The project. */
  readonly project: string;

  /** The project's repository. */
  readonly repo: string;

  /** The flow that is run. */
  readonly entrypoint: string;

  /** What the flow is given as its argument `endpoint`, such as the canary's address. */
  readonly endpoint: string;

  /** The API key. The load tester must mount it: `secretFiles`. */
  readonly apiKey: SecretKey;

  /**
   * What else the flow is given. It stands in the manifest in clear text.
   *
   * @default - none
   */
  readonly arguments?: { [name: string]: string };

  /**
   * How often Concord is asked whether the process has ended, in whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly pollInterval?: Duration;
}

/**
 * What the load tester does while Flagger waits: its result is the webhook's. A test of type `cmd` is not among them, because the load
 * tester answers it before it has ended (`LoadTester.loadTest`), nor is nGrinder, whose password would have to stand in the manifest.
 * Source: fluxcd/flagger v1.44.0 pkg/loadtester/server.go HandleNewTask.
 */
export class LoadTesterTask {
  /**
   * A command of bash. The image has curl, jq, bats, grpc_health_probe, hey, wrk and ghz.
   *
   * @param command The command; its exit status decides.
   */
  public static bash(command: string): LoadTesterTask {
    if (command.trim() === '') {
      throw invalid({
        at: 'LoadTesterTask.bash',
        what: 'the command is empty',
        allowed: 'a command: an empty one passes every time',
      });
    }
    return new LoadTesterTask('bash', false, () => ({ cmd: command }));
  }

  /**
   * A command of Helm 3. The load tester needs a ServiceAccount.
   *
   * @param line Helm's arguments, such as `test podinfo -n shop`; split at spaces, without quotes.
   */
  public static helm(line: string): LoadTesterTask {
    checkLine('LoadTesterTask.helm', 'helm', line);
    return new LoadTesterTask('helmv3', true, () => ({ cmd: line }));
  }

  /**
   * A command of kubectl. The load tester needs a ServiceAccount.
   *
   * @param line kubectl's arguments, such as `wait --for=condition=complete job/smoke -n shop`; split at spaces, without quotes.
   */
  public static kubectl(line: string): LoadTesterTask {
    checkLine('LoadTesterTask.kubectl', 'kubectl', line);
    return new LoadTesterTask('kubectl', true, () => ({ cmd: line }));
  }

  /**
   * A process of Concord (concord.walmartlabs.com).
   *
   * @param options Which flow.
   */
  public static concord(options: ConcordTaskOptions): LoadTesterTask {
    const at = 'LoadTesterTask.concord';
    present(at, options, { server: '\'https://concord.example.com\'', org: '\'…\'', project: '\'…\'', repo: '\'…\'', entrypoint: '\'…\'', endpoint: '\'…\'', apiKey: 'SecretKey.of(\'concord\', \'api-key\')' });
    const { server, org, project, repo, entrypoint, endpoint, apiKey } = options;
    checkAddress(at, server, 'the server', 'server: \'https://concord.example.com\'');
    if (options.arguments?.['endpoint'] !== undefined) {
      throw invalid({
        at,
        what: 'endpoint is among the arguments',
        allowed: 'by itself: the load tester refuses the task (pkg/loadtester/concord.go)',
        fix: 'endpoint: \'…\'',
      });
    }
    const interval = wholeSeconds(at, 'pollInterval', options.pollInterval ?? Duration.seconds(5));
    const rest = Object.fromEntries(Object.entries(options.arguments ?? {}).map(([name, value]) => [`arguments.${name}`, value]));
    return new LoadTesterTask('concord', false, (path) => ({
      server, org, project, repo, entrypoint, endpoint, apiKeyPath: path(apiKey), pollInterval: String(seconds(interval)), ...rest,
      // Counted anew after each look (concord.go checkStatus): less than the interval, and every process would be given up.
      pollTimeout: String(seconds(interval) + 60),
    }), apiKey);
  }

  private constructor(
    /** The load tester's name of the task. */
    public readonly type: string,
    /** @internal */
    public readonly _needsApiServer: boolean,
    private readonly fields: (path: (key: SecretKey) => string) => { readonly [name: string]: string },
    /** @internal */
    public readonly _secret?: SecretKey,
  ) {}

  /** @internal */
  public _toMetadata(path: (key: SecretKey) => string): { [name: string]: string } {
    return { type: this.type, ...this.fields(path) };
  }
}

function checkLine(at: string, program: string, line: string): void {
  if (line.trim() === '') { throw invalid({ at, what: 'there are no arguments', allowed: `those of ${program}: without any it passes every time` }); }
  if (line.trim().startsWith(`${program} `)) {
    throw invalid({
      at,
      what: `the program's name is among its arguments`,
      value: line,
      allowed: `what follows ${program}`,
      fix: `'${line.trim().slice(program.length + 1)}'`,
    });
  }
  const bad = /['"`$|;&<>\\\n]/.exec(line)?.[0];
  if (bad === undefined) { return; }
  throw invalid({
    at,
    what: `${JSON.stringify(bad)} means nothing here`,
    value: line,
    allowed: 'words, split at spaces: no shell reads them (strings.Fields)',
    fix: `flagger.LoadTesterTask.bash('${program} …')`,
  });
}
