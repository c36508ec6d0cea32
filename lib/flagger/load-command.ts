import { Duration } from 'cdk8s';

/** What `LoadTester.hey` takes. */
export interface HeyOptions {
  /** The URL that is asked, such as `http://podinfo-canary.shop:9898/`. */
  readonly url: string;

  /**
   * How long, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly duration?: Duration;

  /**
   * Requests in a second, of each worker.
   *
   * @default 10
   */
  readonly rate?: number;

  /**
   * How many workers there are.
   *
   * @default 2
   */
  readonly workers?: number;

  /**
   * Headers of each request, such as the one by which an A/B test tells its users.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** What `LoadTester.wrk` takes: HTTP as fast as it goes, without a rate. */
export interface WrkOptions {
  /** The URL that is asked, such as `http://podinfo-canary.shop:9898/`. */
  readonly url: string;

  /**
   * How long, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly duration?: Duration;

  /**
   * How many threads there are; at most as many as connections.
   *
   * @default 1
   */
  readonly threads?: number;

  /**
   * How many connections are kept busy.
   *
   * @default 2
   */
  readonly connections?: number;

  /**
   * Headers of each request.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** What `LoadTester.ghz` takes: gRPC. */
export interface GhzOptions {
  /** The server, `host:port`, such as `podinfo-canary.shop:9999`. */
  readonly host: string;

  /**
   * The method, `package.Service/Method`.
   *
   * @default grpc.health.v1.Health/Check
   */
  readonly call?: string;

  /**
   * The file in the load tester that defines the service; needed where the server does not tell by reflection.
   *
   * @default - that of the health check, which is in the image, where `call` is not given; reflection otherwise
   */
  readonly proto?: string;

  /**
   * The request as JSON.
   *
   * @default - an empty one
   */
  readonly data?: string;

  /**
   * How long, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly duration?: Duration;

  /**
   * Requests in a second, of all workers.
   *
   * @default 20
   */
  readonly rate?: number;

  /**
   * How many workers there are.
   *
   * @default 2
   */
  readonly workers?: number;

  /**
   * Whether the server is spoken to over TLS.
   *
   * @default false
   */
  readonly tls?: boolean;
}
