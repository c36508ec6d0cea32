import { fields, Fields, given, list, text } from './fields';
import { secretMarker } from './secret-marker';

/** Where the operator mounts what TLS reads. Source: prometheus-operator v0.93.0 pkg/alertmanager/statefulset.go (tlsAssetsDir). */
const TLS_FOLDER = '/etc/alertmanager/certs';

/**
 * An `httpConfig` of an AlertmanagerConfig as alertmanager.yaml has it.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (convertHTTPConfig).
 */
export function convertedHttp(config: unknown, namespace: string): Fields {
  const http = fields(config);
  return given({
    ...convertedProxy(http, namespace),
    // The older field wins.
    ...(text(http.proxyURL) === undefined ? {} : { proxy_url: http.proxyURL }),
    follow_redirects: http.followRedirects ?? undefined,
    enable_http2: http.enableHttp2 ?? undefined,
    basic_auth: http.basicAuth === undefined || http.basicAuth === null ? undefined : basicAuth(fields(http.basicAuth), namespace),
    authorization: http.authorization === undefined || http.authorization === null ? undefined : authorization(fields(http.authorization), namespace),
    tls_config: http.tlsConfig === undefined || http.tlsConfig === null ? undefined : convertedTls(http.tlsConfig, namespace),
    bearer_token: secretMarker(namespace, http.bearerTokenSecret),
    oauth2: http.oauth2 === undefined || http.oauth2 === null ? undefined : oauth2(fields(http.oauth2), namespace),
  });
}

/** A `tlsConfig` as alertmanager.yaml has it (convertTLSConfig; pkg/assets/store.go, tlsAssetKey, for the files' names). */
export function convertedTls(config: unknown, namespace: string): Fields {
  const { ca, cert, keySecret, serverName, insecureSkipVerify, minVersion, maxVersion } = fields(config);
  return given({
    ca_file: tlsFile(ca, namespace),
    cert_file: tlsFile(cert, namespace),
    key_file: tlsFile({ secret: keySecret }, namespace),
    server_name: serverName ?? undefined,
    insecure_skip_verify: insecureSkipVerify === true,
    min_version: minVersion ?? undefined,
    max_version: maxVersion ?? undefined,
  });
}

function convertedProxy({ proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeader }: Fields, namespace: string): Fields {
  const headers = Object.entries(fields(proxyConnectHeader)).map(([name, keys]) => [name, list(keys).map((each) => secretMarker(namespace, each))]);
  return given({
    proxy_url: proxyUrl ?? undefined,
    no_proxy: noProxy ?? undefined,
    proxy_from_environment: proxyFromEnvironment ?? undefined,
    proxy_connect_header: headers.length > 0 ? Object.fromEntries(headers) as Fields : undefined,
  });
}

function basicAuth({ username, password }: Fields, namespace: string): Fields {
  return given({ username: secretMarker(namespace, username), password: secretMarker(namespace, password) });
}

function authorization({ type, credentials }: Fields, namespace: string): Fields {
  return given({ type: text(type) ?? 'Bearer', credentials: secretMarker(namespace, credentials) });
}

function oauth2(config: Fields, namespace: string): Fields {
  const { clientId, clientSecret, scopes, tokenUrl, endpointParams } = config;
  const { secret, configMap } = fields(clientId);
  return given({
    client_id: secretMarker(namespace, secret) ?? secretMarker(namespace, configMap),
    client_secret: secretMarker(namespace, clientSecret),
    scopes: scopes ?? undefined,
    token_url: tokenUrl,
    endpoint_params: endpointParams ?? undefined,
    ...convertedProxy(config, namespace),
  });
}

function tlsFile(reference: unknown, namespace: string): string | undefined {
  const { secret, configMap } = fields(reference);
  for (const [from, selector] of [['0', secret], ['1', configMap]] as const) {
    const { name, key } = fields(selector);
    if (text(name) !== undefined) { return `${TLS_FOLDER}/${from}_${namespace}_${String(name)}_${String(key)}`; }
  }
  return undefined;
}
