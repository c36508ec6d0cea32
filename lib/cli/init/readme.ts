import { Answers } from './answers';
import { lines } from './code';
import { neededSecrets } from './secrets';

/** README.md: what to do once, and what to do each time. */
export function readme(answers: Answers): string {
  const { deployment, namespace, release, monitoring, git } = answers;
  return lines(
    '# Alerts on our canaries',
    '',
    '`alerting.ts` says who must hear what of our canaries, and how fast. `npm run synth` makes `dist/` from it, which is committed, and which',
    'Flux applies.',
    '',
    '```sh',
    'npm install',
    'npm run synth                # makes dist/, checks it, and says who hears what, how fast',
    'npm run check                # what in dist/ cannot work; nothing, or CI fails',
    `npm run explain -- ${namespace}/${deployment}   # of one canary: what can happen, who hears, after how long`,
    '```',
    '',
    '## Once',
    '',
    '1. The Secrets, whose values are in no file here. Each command asks for the value on standard input: paste it, press Enter, then Ctrl-D.',
    '',
    ...neededSecrets(answers).flatMap(({ name, key, holds, namespaces }) => [
      `   \`${name}\`: ${holds}.`, '', '   ```sh', ...namespaces.map((each) => `   tr -d '\\n' | kubectl create secret generic ${name} --namespace ${each} --from-file=${key}=/dev/stdin`), '   ```', '',
    ]),
    `2. In the HelmRelease \`${release}\` of namespace \`${monitoring}\`, so that Alertmanager uses the configuration:`,
    '',
    '   ```yaml',
    '   spec:',
    '     valuesFrom:',
    '       - kind: ConfigMap',
    '         name: canary-alerting-values',
    '         optional: true # the first installation comes before it',
    '   ```',
    '',
    '   Alertmanager\'s configuration is one document. Where there is one already, add `alertmanagerConfig: alertmanager.Config.fromFile(\'alertmanager.yaml\')`',
    '   to `alerting.ts`; else alerts that are not about canaries reach nobody, which is the chart\'s own default. Turn off `podMonitor.enabled` and',
    '   `serviceMonitor.enabled` in Flagger\'s own values: its pods would be scraped twice.',
    '',
    `3. ${before(answers)} Its selector has one of the labels \`app\`, \`name\` and \`app.kubernetes.io/name\`, and its manifest says no`,
    '   `replicas`: Flagger scales it. No manifest of yours makes its Service: Flagger does.',
    '',
    '4. Commit everything, `dist/` and `package-lock.json` as well, and push it. Then point Flux at it:',
    '',
    '   ```sh',
    ...(git === undefined ? [] : ['   kubectl apply -f bootstrap.yaml']),
    '   kubectl apply -f dist/flux-system/Kustomization.canary-alerting.k8s.yaml',
    '   ```',
    '',
    ...(git === undefined ? [
      '   This is the repository that `flux bootstrap` made, and Flux reads it as the GitRepository `flux-system`. The folder must not be below the one that',
      '   `flux bootstrap` was given: Flux would apply everything in it at once, in no order.',
      '',
    ] : gitAccess(git.url)),
    '## Each time',
    '',
    'Another canary is another `team.addCanary(…)`, another team another `alerting.addTeam(…)`. Run `npm run synth`, look at what changed in `dist/`, commit both.',
  );
}

function gitAccess(url: string): string[] {
  return url.startsWith('ssh:')
    ? ['   `bootstrap.yaml` names the Secret `canary-alerting-git`, which holds the key that Flux reads the repository with:', '', '   ```sh', `   flux create secret git canary-alerting-git --url=${url}`, '   ```', '']
    : ['   A private repository needs a Secret that `spec.secretRef` in `bootstrap.yaml` names: `flux create secret git`.', ''];
}

/** What the canary takes for granted. */
function before({ deployment, namespace, providerName, route, host }: Answers): string {
  const there = `The Deployment \`${deployment}\` is in the namespace \`${namespace}\``;
  switch (providerName) {
    case 'kubernetes': return `${there}.`;
    case 'gatewayapi:v1': return `${there}. The Gateway \`${route ?? ''}\` lets HTTPRoutes of the namespace in, for \`${host ?? ''}\`; Flagger makes the HTTPRoute.`;
    case 'nginx': case 'skipper': return `${there}, and so is the Ingress \`${route ?? ''}\`, whose backend is the Service \`${deployment}\`.`;
    case 'apisix': return `${there}, and so is the ApisixRoute \`${route ?? ''}\`, whose backend is the Service \`${deployment}\`.`;
    case 'contour': return `${there}. A root HTTPProxy for \`${host ?? ''}\` includes the HTTPProxy \`${deployment}\`, which Flagger makes.`;
    case 'traefik': return `${there}. An IngressRoute for \`${host ?? ''}\` leads to the TraefikService \`${deployment}\`, which Flagger makes.`;
    case 'gloo': return `${there}. A VirtualService for \`${host ?? ''}\` leads to the RouteTable \`${deployment}\`, which Flagger makes.`;
    default: return `${there}, which is part of the mesh.`;
  }
}
