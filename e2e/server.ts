import { Server as Started, ServerOptions } from '../lib/drill/process/server';
import { tool } from './tools';

/** A real program that serves on loopback. */
export type Server = Started;

export const Server = {
  /**
   * Starts one of the programs that `npm run tools` builds, by its name.
   *
   * @throws With the end of its log, when it ends instead or is not ready in 30 s.
   */
  start: (options: ServerOptions): Promise<Started> => Started.start({ ...options, program: tool(options.program) }),
};
