import { Answers } from './answers';
import { durationCode, lines, quoted } from './code';
import { analysisInterval } from './pace';
import { Place, SERVICES } from './place';

/** alerting.ts: who hears what, and the first canary. */
export function alertingCode(answers: Answers): string {
  const { team, namespace, promise, release, monitoring, flagger, failures, progress } = answers;
  return lines(
    'import { Duration } from \'cdk8s\';',
    `import { App, CanaryAlerting, Channel, flagger, ${answers.git === undefined ? '' : 'flux, '}Hears, Heartbeat, PrometheusStack, SecretKey } from 'cdk8s-canary-alerting';`,
    '',
    '/** Who must hear what of our canaries, and how fast. */',
    'export function addAlerting(app: App): CanaryAlerting {',
    '  const alerting = new CanaryAlerting(app, \'alerting\', {',
    `    notifyWithin: ${durationCode(promise)},`,
    '    channels: [',
    ...failures.map((place) => `      ${channelCode(place, 'FAILURES', answers)},`),
    ...progress.map((place) => `      ${channelCode(place, 'PROGRESS', answers)},`),
    '    ],',
    '    // A service outside the cluster, which pages when it is not called: nobody else notices when Prometheus is down.',
    '    heartbeat: Heartbeat.webhook(SecretKey.of(\'dead-mans-switch\', \'url\')),',
    `    prometheus: PrometheusStack.helm({ release: ${quoted(release)}, namespace: ${quoted(monitoring)} }),`,
    `    flagger: { namespace: ${quoted(flagger)} },`,
    ...fluxCode(answers),
    '  });',
    '',
    `  const team = alerting.addTeam(${quoted(team)}${namespace === team ? '' : `, { namespace: ${quoted(namespace)} }`});`,
    ...canaryCode(answers),
    '  return alerting;',
    '}',
  );
}

function channelCode({ service, title, secret }: Place, hears: 'FAILURES' | 'PROGRESS', { mail }: Answers): string {
  const known = SERVICES[service];
  const named = known?.secret === undefined ? '' : `${known.secret[0]}: SecretKey.of(${quoted(secret)}, ${quoted(known.secret[1])}), `;
  const mailed = service === 'email' && mail !== undefined ? `from: ${quoted(mail.from)}, smarthost: ${quoted(mail.smarthost)}, ` : '';
  const chat = service === 'telegram' ? `chatId: ${title}, ` : '';
  return `Channel.${known?.factory ?? service}(${quoted(title)}, { ${named}${mailed}${chat}hears: Hears.${hears} })`;
}

function fluxCode({ git, path }: Answers): string[] {
  const folder = path === '.' ? '' : `path: ${quoted(`./${path}/dist`)}`;
  if (git === undefined) { return [folder === '' ? '    flux: {},' : `    flux: { ${folder} },`]; }
  return [
    '    // bootstrap.yaml makes it.',
    `    flux: { source: flux.GitRepository.fromGitRepositoryName(app, 'source', '${GIT_REPOSITORY}', 'flux-system')${folder === '' ? '' : `, ${folder}`} },`,
  ];
}

/** The name of the GitRepository in bootstrap.yaml. */
export const GIT_REPOSITORY = 'canary-alerting';

function canaryCode(answers: Answers): string[] {
  const { deployment, port, provider, route, host } = answers;
  const interval = durationCode(analysisInterval(answers.promise));
  const [gatewayNamespace, gateway] = provider.route === 'gateway' ? (route ?? '').split('/') : [];
  const service = [
    `port: ${port}`,
    ...(gateway === undefined || gatewayNamespace === undefined ? [] : [`hosts: [${quoted(host ?? '')}]`, `gatewayRefs: [{ name: ${quoted(gateway)}, namespace: ${quoted(gatewayNamespace)} }]`]),
  ].join(', ');
  return [
    '  const load = team.addLoadTester();',
    `  team.addCanary(${quoted(deployment)}, {`,
    `    target: flagger.Target.deployment(${quoted(deployment)}),`,
    `    provider: flagger.MeshProvider.${provider.member},`,
    ...(provider.route === 'ingress' ? [`    route: flagger.RouteRef.ingress(${quoted(route ?? '')}),`] : []),
    ...(provider.route === 'apisixRoute' ? [`    route: flagger.RouteRef.apisixRoute(${quoted(route ?? '')}),`] : []),
    `    service: { ${service} },`,
    `    analysis: flagger.Analysis.${provider.weights ? 'progressive' : 'blueGreen'}({`,
    `      interval: ${interval}, threshold: 5, ${provider.weights ? 'maxWeight: 50, stepWeight: 10' : 'iterations: 10'},`,
    ...judgeCode(answers).map((line) => `      ${line}`),
    '    }),',
    '  });',
  ];
}

/** What decides: requests as the mesh or the edge counts them, or whether the canary answers, where only the program itself could count. */
function judgeCode({ namespace, deployment, port, provider, host, promise }: Answers): string[] {
  const duration = durationCode(analysisInterval(promise));
  const canary = `http://${deployment}-canary.${namespace}:${port}/`;
  const load = (url: string): string => `load.loadTest('load', { command: flagger.LoadTester.hey({ url: ${quoted(url)}, duration: ${duration} }) }),`;
  if (provider.measured === 'itself') {
    return [
      '// Whether it answers, at every tick. Better: a metric of its own, by alerting.addMetricTemplate and MetricCheck.fromTemplate.',
      'webhooks: [',
      `  load.atEachTick('answers', flagger.LoadTesterTask.bash(${quoted(`curl -fsS -m 5 ${canary}`)})),`,
      `  ${load(canary)}`,
      '],',
    ];
  }
  return [
    'metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 }), flagger.MetricCheck.requestDuration({ max: Duration.millis(500) })],',
    '// Without requests there is no success rate, and Flagger takes that for a failure.',
    'webhooks: [',
    `  ${load(provider.measured === 'edge' ? `https://${host ?? ''}/` : canary)}`,
    '],',
  ];
}
