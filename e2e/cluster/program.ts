import { Server } from '../server';
import { ServerOptions } from '../../lib/drill/process/server';

/** A program of the cluster, which a test can end and start again where it was, on the port that the others know. */
export class Program {
  /** Starts it. */
  public static async start(options: ServerOptions): Promise<Program> {
    return new Program(options, await Server.start(options));
  }

  private constructor(private readonly options: ServerOptions, private running: Server) {}

  /** What it is called. */
  public get name(): string {
    return this.options.program;
  }

  /** Its port of loopback. */
  public get port(): number {
    return this.running.port;
  }

  /** Everything that it has printed, before a restart too. */
  public log(): string {
    return this.running.log();
  }

  /** The folder that is its own, also for its temporary files. */
  public get folder(): string {
    return this.running.folder;
  }

  /** Ends it for a while. */
  public halt(): Promise<void> {
    return this.running.halt();
  }

  /** Ends it for a while by SIGKILL. */
  public kill(): Promise<void> {
    return this.running.kill();
  }

  /**
   * Starts it again.
   *
   * @param program Another release of it, in its place; by default the same.
   */
  public async resume(program = this.options.program): Promise<void> {
    this.running = await Server.start({ ...this.options, program, again: { folder: this.running.folder, port: this.running.port } });
  }

  /** Kills it, and starts it again. */
  public async crash(): Promise<void> {
    await this.kill();
    await this.resume();
  }

  /** Ends it, and starts it again. */
  public async restart(): Promise<void> {
    await this.halt();
    await this.resume();
  }

  /** Ends it and removes its folder. */
  public stop(): Promise<void> {
    return this.running.stop();
  }
}
