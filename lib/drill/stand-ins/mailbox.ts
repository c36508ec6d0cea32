import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { Mail, readMail } from './mime';

/** A mail that came. */
export interface Delivery {
  /** The name by which the sender said hello. */
  readonly hello: string;
  readonly mail: Mail;
}

/** A mail server of this process, on loopback and a free port, that keeps nothing and passes nothing on (RFC 5321, without extensions). */
export class Mailbox {
  /**
   * Begins to listen.
   *
   * @param deliver Is given each mail, and gives what is answered: 250 takes it, 4xx asks to try again, 5xx refuses.
   */
  public static async start(deliver: (delivery: Delivery) => number): Promise<Mailbox> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      converse(socket, deliver);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Mailbox(server, sockets);
  }

  private constructor(private readonly server: Server, private readonly sockets: ReadonlySet<Socket>) {}

  /** Host and port. */
  public get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends it, open connections included. */
  public stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => { resolve(); });
      for (const socket of this.sockets) { socket.destroy(); }
    });
  }
}

function converse(socket: Socket, deliver: (delivery: Delivery) => number): void {
  let hello = '';
  let data: string[] | undefined;
  let rest = '';
  const say = (code: number, words: string): void => { socket.write(`${code} ${words}\r\n`); };
  const hear = (line: string): void => {
    if (data !== undefined) {
      if (line !== '.') { data.push(line.replace(/^\.\./, '.')); return; }
      const code = deliver({ hello, mail: readMail(data.join('\r\n')) });
      data = undefined;
      say(code, code === 250 ? 'Ok' : 'stand-in refuses');
      return;
    }
    const [verb = '', argument = ''] = line.split(/\s+/, 2);
    switch (verb.toUpperCase()) {
      case 'EHLO': case 'HELO': hello = argument; say(250, 'drill'); break;
      case 'MAIL': case 'RCPT': case 'RSET': case 'NOOP': say(250, 'Ok'); break;
      case 'DATA': data = []; say(354, 'End data with <CR><LF>.<CR><LF>'); break;
      case 'QUIT': socket.end('221 Bye\r\n'); break;
      default: say(502, 'Command not implemented');
    }
  };
  say(220, 'drill ESMTP');
  socket.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
}
