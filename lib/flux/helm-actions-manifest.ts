import { Duration } from 'cdk8s';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { HelmActionOptions, HelmInstallOptions, HelmRollbackOptions, HelmTestOptions, HelmUninstallOptions, HelmUpgradeOptions, ServerSideApply } from './helm-actions';

interface Actions {
  readonly install?: HelmInstallOptions;
  readonly upgrade?: HelmUpgradeOptions;
  readonly rollback?: HelmRollbackOptions;
  readonly test?: HelmTestOptions;
  readonly uninstall?: HelmUninstallOptions;
}

/** The actions as the manifest spells them, by the names of its fields. */
export function actionsOf({ install, upgrade, rollback, test, uninstall }: Actions): { readonly [field: string]: unknown } {
  return {
    ...(install && { install: { ...common(install), createNamespace: install.createNamespace, replace: install.replace, serverSideApply: install.serverSideApply } }),
    ...(upgrade && { upgrade: upgradeOf(upgrade) }),
    ...(rollback && { rollback: timed(rollback) }),
    ...(test && { test: { enable: true, ...timed(test) } }),
    ...(uninstall && { uninstall: timed(uninstall) }),
  };
}

function upgradeOf({ remediation, chartNameChange, cleanupOnFail, force, preserveValues, serverSideApply, ...rest }: HelmUpgradeOptions): object {
  const { remediation: own, ...others } = common(rest);
  return {
    ...others,
    ...((own !== undefined || remediation !== undefined) && { remediation: { ...own, strategy: remediation } }),
    chartNameChangeStrategy: chartNameChange, cleanupOnFail, force, preserveValues, serverSideApply,
  };
}

function common({ timeout, retryInterval, retries, remediateLastFailure, ignoreTestFailures, ...rest }: HelmActionOptions): { readonly remediation?: object } {
  const { crds, disableWait, disableWaitForJobs, disableHooks, disableOpenApiValidation, disableSchemaValidation, disableTakeOwnership } = rest;
  return {
    crds, disableWait, disableWaitForJobs, disableHooks, disableOpenApiValidation, disableSchemaValidation, disableTakeOwnership,
    ...(timeout && { timeout: fluxDuration(timeout) }),
    ...(retryInterval && { strategy: { name: 'RetryOnFailure', retryInterval: fluxDuration(retryInterval) } }),
    ...([retries, remediateLastFailure, ignoreTestFailures].some((each) => each !== undefined) && { remediation: { retries, remediateLastFailure, ignoreTestFailures } }),
  } as { readonly remediation?: object };
}

function timed<T extends { readonly timeout?: Duration }>({ timeout, ...rest }: T): object {
  return { ...rest, ...(timeout && { timeout: fluxDuration(timeout) }) };
}

/** Refuses what upstream takes and then does not read, or what keeps a release from coming back. */
export function checkActions(at: string, actions: Actions): void {
  for (const [name, action] of Object.entries(actions)) {
    const { timeout } = (action ?? {}) as { readonly timeout?: Duration };
    if (timeout !== undefined) { positive(at, `${name}.timeout`, timeout); }
  }
  for (const name of ['install', 'upgrade'] as const) { checkRetries(at, name, actions[name] ?? {}); }
  const { upgrade, rollback, test } = actions;
  for (const [name, action] of [['upgrade', upgrade], ['rollback', rollback]] as const) {
    if (action?.force === true && action.serverSideApply === ServerSideApply.ENABLED) {
      throw invalid({ at, what: `${name}.force is given with server-side apply`, allowed: 'one of the two: where the API server merges, force is not read', fix: 'serverSideApply: flux.ServerSideApply.DISABLED, or leave force out' });
    }
  }
  if (upgrade?.remediation !== undefined && upgrade.retryInterval !== undefined) { refuseBoth(at, 'upgrade', 'remediation'); }
  for (const filter of test?.filters ?? []) {
    if (filter.name.length === 0 || filter.name.length > 253) { throw invalid({ at, what: 'a test has no name, or one longer than 253 characters', value: filter.name, fix: 'filters: [{ name: \'…\' }]' }); }
  }
}

function checkRetries(at: string, name: 'install' | 'upgrade', action: HelmActionOptions): void {
  const { retryInterval, retries } = action;
  if (retries !== undefined) { wholeNumber(at, `${name}.retries`, retries, { min: -1 }); }
  if (retryInterval === undefined) { return; }
  positive(at, `${name}.retryInterval`, retryInterval);
  for (const other of ['retries', 'remediateLastFailure'] as const) {
    if (action[other] !== undefined) { refuseBoth(at, name, other); }
  }
}

function refuseBoth(at: string, name: string, other: string): never {
  throw invalid({ at, what: `${name} has both retryInterval and ${other}`, allowed: 'one of them: with a retryInterval nothing is undone, and Flux does not read the other', fix: 'leave one of them out' });
}

function positive(at: string, what: string, value: Duration): void {
  if (milliseconds(value) > 0) { return; }
  throw invalid({ at, what: `${what} is not positive`, value: fluxDuration(value), fix: 'Duration.minutes(5)' });
}
