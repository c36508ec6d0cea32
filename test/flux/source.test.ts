import { Chart, Duration, JsonPatch } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifest } from '../render';
import { validate } from '../schema';

const { GitReference, OciReference, OciVerification } = flux;

describe('GitRepository', () => {
  test('follows main every minute', () => {
    const c = chart('flux-system');
    new flux.GitRepository(c, 'shop', { url: 'https://github.com/owner/shop' });
    expect(manifest(c)).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'shop', namespace: 'flux-system' },
      spec: { url: 'https://github.com/owner/shop', ref: { branch: 'main' }, interval: '1m' },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('says everything else', () => {
    const c = chart();
    new flux.GitRepository(c, 'shop', {
      url: 'ssh://git@github.com/owner/shop', ref: GitReference.semver('>=1.0.0'), interval: Duration.minutes(5), secret: SecretKey.of('deploy', 'identity'),
      timeout: Duration.hours(1), ignore: '/*\n!/dist', verify: flux.GitVerification.TAG_AND_HEAD, verifySecret: SecretKey.of('authors', 'alice.asc'),
      recurseSubmodules: false, sparseCheckout: ['dist'], suspend: false,
    });
    expect(manifest(c).spec).toEqual({
      url: 'ssh://git@github.com/owner/shop', ref: { semver: '>=1.0.0' }, interval: '5m', secretRef: { name: 'deploy' }, timeout: '60m',
      ignore: '/*\n!/dist', verify: { mode: 'TagAndHEAD', secretRef: { name: 'authors' } }, recurseSubmodules: false, sparseCheckout: ['dist'], suspend: false,
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('includes another, through a proxy', () => {
    const c = chart();
    const repository = flux.GitRepository.fromGitRepositoryName(c, 'other', 'base', 'shop');
    new flux.GitRepository(c, 'shop', { url: 'https://github.com/o/r', proxy: SecretKey.of('proxy', 'address'), include: [{ repository, fromPath: 'deploy', toPath: 'base' }] })
      .addJsonPatch(JsonPatch.add('/spec/newer', 1));
    expect(manifest(c).spec).toEqual({
      url: 'https://github.com/o/r', ref: { branch: 'main' }, interval: '1m', proxySecretRef: { name: 'proxy' }, include: [{ repository: { name: 'base' }, fromPath: 'deploy', toPath: 'base' }], newer: 1,
    });
  });

  test.each<[string, (c: Chart) => flux.GitRepositoryProps, string]>([
    ['one of another namespace', (c) => ({ url: 'https://a/b', include: [{ repository: flux.GitRepository.fromGitRepositoryName(c, 'x', 'base', 'other') }] }), 'include names what is no GitRepository beside this one'],
    ['a Bucket', (c) => ({ url: 'https://a/b', include: [{ repository: flux.Source.fromBucketName(c, 'x', 'base') }] }), 'include names what is no GitRepository beside this one'],
    ['itself', (c) => ({ url: 'https://a/b', include: [{ repository: flux.GitRepository.fromGitRepositoryName(c, 'x', 'repo') }] }), 'it includes itself'],
    ['a path that leads out', (c) => ({ url: 'https://a/b', include: [{ repository: flux.GitRepository.fromGitRepositoryName(c, 'x', 'base'), toPath: '../a' }] }), 'include has a path that is empty or leads out'],
  ])('does not include %s', (_, props, message) => {
    const c = chart();
    expect(() => new flux.GitRepository(c, 'repo', props(c))).toThrow(`GitRepository/shop/repo: ${message}`);
  });

  test.each<[string, flux.GitRepositoryProps, string]>([
    ['another key of a proxy', { url: 'https://a/b', proxy: SecretKey.of('proxy', 'url') }, 'the proxy\'s Secret has another key'],
    ['a proxy of ssh', { url: 'ssh://git@a/b', secret: SecretKey.of('deploy', 'identity'), proxy: SecretKey.of('proxy', 'address') }, 'a proxy is given with ssh://'],
    ['scp\'s form', { url: 'git@github.com:owner/shop.git' }, 'the url is not one that Flux can fetch\n  value:   "git@github.com:owner/shop.git"\n  allowed: https://, http:// or ssh://\n  fix:     ssh://git@github.com/owner/shop.git'],
    ['a file', { url: 'file:///repo' }, 'the url is not one that Flux can fetch'],
    ['a token in the URL', { url: 'https://me:token@github.com/o/r' }, 'the url holds a credential\n  allowed'],
    ['ssh without keys', { url: 'ssh://git@github.com/o/r' }, 'ssh:// has no Secret'],
    ['a GitHub App without keys', { url: 'https://github.com/o/r', provider: flux.GitProvider.GITHUB }, 'a GitHub App has no Secret'],
    ['an ssh key over https', { url: 'https://github.com/o/r', secret: SecretKey.of('deploy', 'identity') }, 'over http Flux does not read this key of the Secret'],
    ['a service account without a cloud', { url: 'https://github.com/o/r', serviceAccountName: 'x' }, 'serviceAccountName is given without AWS or Azure'],
    ['verify without keys', { url: 'https://github.com/o/r', verify: flux.GitVerification.HEAD }, 'verify is given without the keys'],
    ['no interval', { url: 'https://github.com/o/r', interval: Duration.seconds(0) }, 'the interval is not positive'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new flux.GitRepository(chart(), 'repo', props)).toThrow(`GitRepository/shop/repo: ${message}`);
  });

  test.each([
    [GitReference.branch('main'), { branch: 'main' }],
    [GitReference.tag('v1'), { tag: 'v1' }],
    [GitReference.refName('refs/heads/main'), { name: 'refs/heads/main' }],
    [GitReference.commit('abc'), { commit: 'abc' }],
  ])('%j', (ref, expected) => {
    const c = chart();
    new flux.GitRepository(c, 'repo', { url: 'https://github.com/o/r', ref });
    expect(manifest(c).spec.ref).toEqual(expected);
    expect(validate(manifest(c))).toEqual([]);
  });

  test('an empty reference is refused', () => {
    expect(() => GitReference.branch(' ')).toThrow('GitReference.branch: the branch is empty');
  });
});

describe('OciRepository', () => {
  test('follows latest every minute', () => {
    const c = chart('flux-system');
    new flux.OciRepository(c, 'shop', { url: 'oci://ghcr.io/owner/shop' });
    expect(manifest(c)).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'shop', namespace: 'flux-system' },
      spec: { url: 'oci://ghcr.io/owner/shop', ref: { tag: 'latest' }, interval: '1m' },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('takes one layer of the tags that count', () => {
    const c = chart();
    new flux.OciRepository(c, 'flagger', { url: 'oci://ghcr.io/fluxcd/charts/flagger', ref: OciReference.semver('1.x', '-rc'), layer: flux.OciLayer.helmChart(), proxy: SecretKey.of('proxy', 'address') })
      .addJsonPatch(JsonPatch.add('/spec/newer', 1));
    expect(manifest(c).spec).toEqual({
      url: 'oci://ghcr.io/fluxcd/charts/flagger', ref: { semver: '1.x', semverFilter: '-rc' }, interval: '1m', proxySecretRef: { name: 'proxy' }, newer: 1,
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    });
  });

  test.each<[string, () => unknown, string]>([
    ['a filter that Go cannot read', () => OciReference.semver('1.x', '(?=a)'), 'OciReference.semver: the filter is none that Flux can read'],
    ['a media type that is none', () => flux.OciLayer.of('tar'), 'OciLayer.of: the media type is none'],
    ['a root beside keys', () => OciVerification.cosign(SecretKey.of('k', 'a.pub')).withTrustedRoot(SecretKey.of('r', 'trusted_root.json')), 'OciVerification.withTrustedRoot: there are keys'],
    ['a root by another key', () => OciVerification.cosignKeyless({ issuer: 'i', subject: 's' }).withTrustedRoot(SecretKey.of('r', 'root.json')), 'the Secret\'s key is not the one that Flux reads'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    [OciVerification.cosignKeyless({ issuer: '^i$', subject: '^s$' }).withTrustedRoot(SecretKey.of('sigstore', 'trusted_root.json')), {
      provider: 'cosign', matchOIDCIdentity: [{ issuer: '^i$', subject: '^s$' }], trustedRootSecretRef: { name: 'sigstore' },
    }],
    [OciVerification.cosign(SecretKey.of('cosign', 'cosign.pub')), { provider: 'cosign', secretRef: { name: 'cosign' } }],
    [OciVerification.cosignKeyless({ issuer: '^i$', subject: '^s$' }), { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^i$', subject: '^s$' }] }],
    [OciVerification.notation(SecretKey.of('notation', 'trustpolicy.json')), { provider: 'notation', secretRef: { name: 'notation' } }],
  ])('verifies', (verify, expected) => {
    const c = chart();
    new flux.OciRepository(c, 'shop', {
      url: 'oci://127.0.0.1:5000/shop', verify, insecure: true, secret: SecretKey.of('pull', '.dockerconfigjson'), provider: flux.OciProvider.GENERIC,
      certificates: SecretKey.of('ca', 'ca.crt'), timeout: Duration.seconds(30), ref: OciReference.semver('1.x'), ignore: 'x', serviceAccountName: 'shop',
    });
    expect(manifest(c).spec).toEqual({
      url: 'oci://127.0.0.1:5000/shop', verify: expected, insecure: true, secretRef: { name: 'pull' }, provider: 'generic',
      certSecretRef: { name: 'ca' }, timeout: '30s', ref: { semver: '1.x' }, ignore: 'x', serviceAccountName: 'shop', interval: '1m',
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each<[string, flux.OciRepositoryProps, string]>([
    ['another scheme', { url: 'https://ghcr.io/o/r' }, 'the url is not that of an artifact\n  value:   "https://ghcr.io/o/r"\n  allowed: oci://registry/owner/name\n  fix:     oci://ghcr.io/o/r'],
    ['a tag in the URL', { url: 'oci://ghcr.io:443/o/r:v1' }, 'the url has a tag or digest in it'],
    ['another key', { url: 'oci://ghcr.io/o/r', secret: SecretKey.of('pull', 'token') }, 'the Secret\'s key is not the one that Flux reads'],
    ['another certificate', { url: 'oci://ghcr.io/o/r', certificates: SecretKey.of('ca', 'caFile') }, 'the Secret of certificates has another key'],
    ['no interval', { url: 'oci://ghcr.io/o/r', interval: Duration.seconds(0) }, 'the interval is not positive'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new flux.OciRepository(chart(), 'repo', props)).toThrow(`OCIRepository/shop/repo: ${message}`);
  });

  test.each([
    ['a digest that is none', () => OciReference.digest('abc'), 'OciReference.digest: the digest is not one'],
    ['a private key', () => OciVerification.cosign(SecretKey.of('cosign', 'cosign.key')), 'the key of the Secret is not that of a public key'],
    ['anybody', () => OciVerification.cosignKeyless(), 'OciVerification.cosignKeyless: there is no identity'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test('sources that exist', () => {
  const c = chart();
  expect(flux.Source.fromBucketName(c, 'a', 'x')).toMatchObject({ kind: 'Bucket', name: 'x' });
  expect(flux.Source.fromExternalArtifactName(c, 'b', 'x', 'y')).toMatchObject({ kind: 'ExternalArtifact', name: 'x', namespace: 'y' });
  expect(flux.OciRepository.fromOciRepositoryName(c, 'c', 'x')).toMatchObject({ kind: 'OCIRepository', name: 'x' });
});
