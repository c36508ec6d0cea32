import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flux, SecretKey } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text } from '../rarely-wrong';
import { swept } from '../sweep';
import { certificates, Making, proxy, secret, source, timeout } from './flux-objects';

const GROUP = 'source.toolkit.fluxcd.io';

const gitUrl = mostly(fc.constantFrom('https://github.com/owner/shop', 'http://git.local/shop'), 'git@github.com:owner/shop', 'ssh://git@host/shop', 'https://a:b@github.com/o/r', '', 'file:///x');
const gitReference: fc.Arbitrary<() => flux.GitReference> = fc.tuple(fc.nat(4), mostly(fc.constantFrom('main', 'v1'), '', ' ')).map(([how, value]) => () =>
  [flux.GitReference.branch, flux.GitReference.tag, flux.GitReference.semver, flux.GitReference.refName, flux.GitReference.commit][how]?.(value) as flux.GitReference);

export const gitRepository = swept<Making>({
  group: GROUP,
  kind: 'GitRepository',
  props: fc.record({
    id: name,
    ref: gitReference,
    cloud: fc.constantFrom({}, {}, { provider: flux.GitProvider.AWS, serviceAccountName: 'flux' }, { provider: flux.GitProvider.AZURE }),
    verified: fc.constantFrom({}, { verifySecret: 'a.asc' }, { verifySecret: 'a.asc', verify: flux.GitVerification.TAG }),
    include: fc.array(fc.record({
      repository: source('GitRepository'), fromPath: fc.option(mostly(fc.constant('deploy'), '../a', ''), { nil: undefined }), toPath: fc.option(fc.constant('other'), { nil: undefined }),
    }), { maxLength: 1 }),
    rest: props<flux.GitRepositoryProps>({ url: gitUrl }, {
      interval: duration, secret: secret('password', 'bearerToken', 'ca.crt'), timeout, ignore: text, recurseSubmodules: fc.boolean(), sparseCheckout: fc.array(text, { maxLength: 2 }), proxy, suspend: fc.boolean(),
    }),
    verifySecret: secret('a.asc'),
  }).map(({ id, ref, cloud, verified, include, rest, verifySecret }) => (scope: Chart) => {
    new flux.GitRepository(scope, id, {
      ...rest, ...cloud, ref: ref(), ...('verify' in verified && { verify: verified.verify }), ...('verifySecret' in verified && { verifySecret }),
      include: include.map(({ repository, ...paths }, index) => ({
        ...paths, repository: flux.GitRepository.fromGitRepositoryName(scope, `include-${index}`, repository(scope, `source-${index}`).kind === 'GitRepository' ? 'other' : id),
      })),
    });
  }),
  make: (scope, making) => { making(scope); },
});

const trustedRoot = SecretKey.of('sigstore', 'trusted_root.json');
const ociVerification = fc.constantFrom<(() => flux.OciVerification) | undefined>(
  undefined,
  () => flux.OciVerification.cosignKeyless({ issuer: '^i$', subject: '^s$' }),
  () => flux.OciVerification.cosignKeyless({ issuer: '^i$', subject: '^s$' }).withTrustedRoot(trustedRoot),
);

export const ociRepository = swept<Making>({
  group: GROUP,
  kind: 'OCIRepository',
  props: fc.record({
    id: name,
    reference: fc.tuple(fc.nat(2), mostly(fc.constantFrom('latest', 'sha256:00'), '', ' '), fc.option(mostly(fc.constant('.*-rc.*'), '(?=a)', ''), { nil: undefined })),
    keys: secret('cosign.pub'),
    verify: ociVerification,
    signed: fc.boolean(),
    layer: fc.option(fc.tuple(mostly(fc.constant('application/vnd.cncf.flux.content.v1.tar+gzip'), 'tar'), fc.option(fc.boolean(), { nil: undefined })), { nil: undefined }),
    rest: props<flux.OciRepositoryProps>({ url: mostly(fc.constant('oci://ghcr.io/owner/shop'), 'ghcr.io/owner/shop', 'oci://ghcr.io', 'oci://ghcr.io/o/s:latest', '') }, {
      interval: duration, secret: secret('.dockerconfigjson'), provider: oneOf(flux.OciProvider), serviceAccountName: fc.constant('flux'), certificates, timeout, ignore: text, insecure: fc.boolean(), proxy, suspend: fc.boolean(),
    }),
  }).map(({ id, reference: [how, value, filter], keys, verify, signed, layer, rest }) => (scope: Chart) => {
    const ref = how === 0 ? flux.OciReference.tag(value) : how === 1 ? flux.OciReference.semver(value, filter) : flux.OciReference.digest(value === 'latest' ? 'sha256:11' : value);
    new flux.OciRepository(scope, id, { ...rest, ref, verify: signed ? flux.OciVerification.cosign(keys) : verify?.(), layer: layer && flux.OciLayer.of(...layer) });
  }),
  make: (scope, making) => { making(scope); },
});

export const helmRepository = swept<Making>({
  group: GROUP,
  kind: 'HelmRepository',
  props: fc.record({
    id: name,
    rest: fc.oneof(
      props<flux.HelmRepositoryProps>({ url: mostly(fc.constant('https://charts.example.com'), 'charts', 'https://a:b@charts', '', 'ftp://a') }, { interval: duration, secret: secret('username'), certificates, timeout, suspend: fc.boolean() }),
      props<flux.HelmRepositoryProps>({ url: fc.constant('https://charts.example.com'), secret: secret('password'), passCredentials: fc.boolean() }),
      props<flux.HelmRepositoryProps>({ url: fc.constant('oci://ghcr.io/charts') }, { secret: secret('.dockerconfigjson'), provider: oneOf(flux.OciProvider), insecure: fc.boolean(), timeout }),
    ),
  }).map(({ id, rest }) => (scope: Chart) => { new flux.HelmRepository(scope, id, rest); }),
  make: (scope, making) => { making(scope); },
});
