import { Duration } from 'cdk8s';
import { flaggerDuration, seconds } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { GhzOptions, HeyOptions, WrkOptions } from './load-command';
import { wholeSeconds } from './whole-seconds';

/** The gRPC health check's definition in the load tester's image (fluxcd/flagger v1.44.0 Dockerfile.loadtester). */
const HEALTH_PROTO = '/tmp/ghz/health.proto';

/** A shell's command line for hey. */
export function heyCommand(options: HeyOptions): string {
  const at = 'LoadTester.hey';
  const duration = wholeSeconds(at, 'duration', options.duration ?? Duration.minutes(1));
  const rate = wholeNumber(at, 'rate', options.rate ?? 10, { min: 1 });
  const workers = wholeNumber(at, 'workers', options.workers ?? 2, { min: 1 });
  return `hey -z ${flaggerDuration(duration)} -q ${rate} -c ${workers}${headerArguments(at, options.headers)} ${urlArgument(at, options.url)}`;
}

/** A shell's command line for wrk. */
export function wrkCommand(options: WrkOptions): string {
  const at = 'LoadTester.wrk';
  const duration = wholeSeconds(at, 'duration', options.duration ?? Duration.minutes(1));
  const connections = wholeNumber(at, 'connections', options.connections ?? 2, { min: 1 });
  const threads = wholeNumber(at, 'threads', options.threads ?? 1, { min: 1 });
  if (threads > connections) {
    throw invalid({
      at,
      what: 'there are more threads than connections',
      value: { threads, connections },
      allowed: 'at most as many threads: wrk ends with an error otherwise',
      fix: `threads: ${connections}`,
    });
  }
  return `wrk -d ${seconds(duration)}s -t ${threads} -c ${connections}${headerArguments(at, options.headers)} ${urlArgument(at, options.url)}`;
}

/** A shell's command line for ghz. */
export function ghzCommand(options: GhzOptions): string {
  const at = 'LoadTester.ghz';
  const { host, call = 'grpc.health.v1.Health/Check', data, tls } = options;
  const proto = options.proto ?? (options.call === undefined ? HEALTH_PROTO : undefined);
  const duration = wholeSeconds(at, 'duration', options.duration ?? Duration.minutes(1));
  const rate = wholeNumber(at, 'rate', options.rate ?? 20, { min: 1 });
  const workers = wholeNumber(at, 'workers', options.workers ?? 2, { min: 1 });
  if (!/^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?:\d{1,5}$/.test(host)) {
    throw invalid({
      at,
      what: 'the host is not a host and a port',
      value: host,
      allowed: 'host:port, without http://',
      fix: 'host: \'podinfo-canary.shop:9999\'',
    });
  }
  if (!/^[\w.]+[/.]\w+$/.test(call)) {
    throw invalid({
      at,
      what: 'this is not a method of gRPC',
      value: call,
      allowed: 'package.Service/Method',
      fix: 'call: \'grpc.health.v1.Health/Check\'',
    });
  }
  if (data !== undefined) { checkJson(at, data); }
  return [
    `ghz -z ${flaggerDuration(duration)} --rps=${rate} -c ${workers}`,
    ...tls === true ? [] : ['--insecure'],
    ...proto === undefined ? [] : [`--proto=${quotedWhereNeeded(at, proto)}`],
    `--call=${call}`,
    ...data === undefined ? [] : [`-d ${quoted(at, data)}`],
    host,
  ].join(' ');
}

function checkJson(at: string, data: string): void {
  try {
    JSON.parse(data);
  } catch (error) {
    throw invalid({
      at,
      what: `the data is not JSON: ${(error as Error).message}`,
      value: data,
      allowed: 'a request as JSON',
      fix: 'data: \'{"service":"podinfo"}\'',
    });
  }
}

function headerArguments(at: string, headers: { readonly [name: string]: string } = {}): string {
  return Object.entries(headers).map(([name, value]) => ` -H ${quoted(at, `${name}: ${value}`)}`).join('');
}

function urlArgument(at: string, url: string): string {
  if (!/^https?:\/\/[^/\s]/.test(url)) {
    throw invalid({
      at,
      what: 'the URL is not an HTTP URL',
      value: url,
      allowed: 'http:// or https:// and a host',
      fix: 'url: \'http://podinfo-canary.shop:9898/\'',
    });
  }
  return quotedWhereNeeded(at, url);
}

function quotedWhereNeeded(at: string, text: string): string {
  return /^[\w:/.\-~]+$/.test(text) ? text : quoted(at, text);
}

function quoted(at: string, text: string): string {
  if (!/['\n\r]/.test(text)) { return `'${text}'`; }
  throw invalid({
    at,
    what: 'the text would end the quotes of the shell',
    allowed: 'no single quotes and no line breaks',
    fix: 'command: \'…\', written by hand',
  });
}
