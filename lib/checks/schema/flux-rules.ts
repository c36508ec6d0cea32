import { Report } from '../check';
import { Located } from '../located';
import { ManifestObject } from '../world';

/**
 * The rules in CEL of Flux' CRDs, by group and kind.
 * Sources: the x-kubernetes-validations of notification-controller v1.9.3, kustomize-controller v1.9.4, source-controller v1.9.1
 * and helm-controller v1.6.3.
 */
export const FLUX_RULES: readonly (readonly [string, (object: ManifestObject, report: Report) => void])[] = [
  ['notification.toolkit.fluxcd.io/Provider', provider],
  ['notification.toolkit.fluxcd.io/Receiver', receiver],
  ['kustomize.toolkit.fluxcd.io/Kustomization', kubeConfig],
  ['helm.toolkit.fluxcd.io/HelmRelease', helmRelease],
  ['source.toolkit.fluxcd.io/GitRepository', gitRepository],
  ['source.toolkit.fluxcd.io/Bucket', bucket],
];

const COMMIT_STATUS = ['github', 'gitlab', 'gitea', 'bitbucketserver', 'bitbucket', 'azuredevops'];

function provider({ spec }: ManifestObject, report: Report): void {
  const expression = spec.at('commitStatusExpr');
  const { text: type } = spec.at('type');
  if (!expression.exists || type === undefined || type.includes('${') || COMMIT_STATUS.includes(type)) { return; }
  report(expression, { severity: 'error', what: `a Provider of type ${type} has a commitStatusExpr`, allowed: `only with ${COMMIT_STATUS.join(', ')}`, fix: 'remove it' });
}

function receiver({ spec }: ManifestObject, report: Report): void {
  const { text: type } = spec.at('type');
  if (type === undefined || type.includes('${')) { return; }
  const providers = spec.at('oidcProviders');
  const secret = spec.at('secretRef');
  if (type === 'generic-oidc') {
    if (providers.items.length === 0) { report(spec, { severity: 'error', what: 'a Receiver of type generic-oidc has no oidcProviders', allowed: 'at least one: by them it knows who calls', fix: 'add oidcProviders' }); }
    if (secret.exists) { report(secret, { severity: 'error', what: 'a Receiver of type generic-oidc has a secretRef', allowed: 'oidcProviders alone', fix: 'remove it' }); }
  } else {
    if (providers.items.length > 0) { report(providers, { severity: 'error', what: `a Receiver of type ${type} has oidcProviders`, allowed: 'only with type generic-oidc', fix: 'remove them' }); }
    if (!secret.exists) { report(spec, { severity: 'error', what: `a Receiver of type ${type} has no secretRef`, allowed: 'a Secret with the key token; only generic-oidc goes without', fix: 'add secretRef' }); }
  }
}

/** The cluster that a Kustomization or a HelmRelease is applied to. */
function kubeConfig({ spec }: ManifestObject, report: Report): void {
  const config = spec.at('kubeConfig');
  if (!isMap(config)) { return; }
  const refs = [config.at('configMapRef'), config.at('secretRef')];
  const given = refs.filter((each) => each.exists).length;
  const allowed = 'exactly one of the two';
  if (given === 0) {
    report(config, { severity: 'error', what: 'kubeConfig has neither configMapRef nor secretRef', allowed, fix: 'add secretRef, or remove kubeConfig' });
  }
  if (given === 2) { report(config, { severity: 'error', what: 'kubeConfig has both configMapRef and secretRef', allowed, fix: 'remove one' }); }
}

function helmRelease(object: ManifestObject, report: Report): void {
  const { spec } = object;
  kubeConfig(object, report);
  if (isMap(spec)) {
    const [chart, ref] = [spec.at('chart'), spec.at('chartRef')];
    const allowed = 'exactly one of the two';
    if (chart.exists && ref.exists) { report(ref, { severity: 'error', what: 'a HelmRelease has both chart and chartRef', allowed, fix: 'remove one' }); }
    if (!chart.exists && !ref.exists) { report(spec, { severity: 'error', what: 'a HelmRelease has neither chart nor chartRef', allowed, fix: 'add chart' }); }
  }
  const install = spec.at('install', 'strategy');
  if (install.at('retryInterval').exists && install.at('name').text === 'RemediateOnFailure') {
    report(install.at('retryInterval'), {
      severity: 'error', what: 'the strategy RemediateOnFailure has a retryInterval', allowed: 'only with RetryOnFailure', fix: 'remove it',
    });
  }
  const upgrade = spec.at('upgrade', 'strategy');
  const { text: name } = upgrade.at('name');
  if (upgrade.at('retryInterval').exists && name !== undefined && name !== 'RetryOnFailure' && !name.includes('${')) {
    report(upgrade.at('retryInterval'), { severity: 'error', what: `the strategy ${name} has a retryInterval`, allowed: 'only with RetryOnFailure', fix: 'remove it' });
  }
}

function gitRepository({ spec }: ManifestObject, report: Report): void {
  const account = spec.at('serviceAccountName');
  const { text: host } = spec.at('provider');
  if (!account.exists || host === 'azure' || host === 'aws' || host?.includes('${') === true) { return; }
  report(account, {
    severity: 'error',
    what: `a GitRepository ${host === undefined ? 'without provider' : `of the provider ${host}`} has a serviceAccountName`,
    allowed: 'only with the providers azure and aws',
    fix: 'remove it',
  });
}

function bucket({ spec }: ManifestObject, report: Report): void {
  const [sts, account, host] = [spec.at('sts'), spec.at('serviceAccountName'), spec.at('provider').text ?? 'generic'];
  if (account.exists && spec.at('secretRef').exists) {
    report(account, { severity: 'error', what: 'a Bucket has both secretRef and serviceAccountName', allowed: 'one of the two', fix: 'remove one' });
  }
  if (host.includes('${')) { return; }
  if (account.exists && host === 'generic') {
    report(account, { severity: 'error', what: 'a Bucket of the provider generic has a serviceAccountName', allowed: 'not with generic, which is the default', fix: 'remove it' });
  }
  if (!sts.exists) { return; }
  const wanted = { aws: 'aws', generic: 'ldap' }[host];
  const { text: issuer } = sts.at('provider');
  if (wanted === undefined) {
    report(sts, { severity: 'error', what: `a Bucket of the provider ${host} has sts`, allowed: 'only with aws and generic', fix: 'remove it' });
  } else if (issuer !== undefined && issuer !== wanted && !issuer.includes('${')) {
    report(sts.at('provider'), { severity: 'error', what: `a Bucket of the provider ${host} has sts of ${issuer}`, value: issuer, allowed: `${wanted} alone`, fix: `write ${wanted}` });
  }
  for (const name of issuer === 'aws' ? ['secretRef', 'certSecretRef'] : []) {
    if (sts.at(name).exists) { report(sts.at(name), { severity: 'error', what: `sts of aws has a ${name}`, allowed: 'none: the account of the pod is asked', fix: 'remove it' }); }
  }
}

function isMap({ value }: Located): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
