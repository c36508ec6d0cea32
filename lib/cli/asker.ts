import { createInterface, Interface } from 'node:readline';
import { Interrupted } from './interrupted';
import { WrongUsage } from './wrong-usage';

/**
 * Asks a person, a line at a time; several lines that are pasted at once answer several questions.
 *
 * @throws `Interrupted` when they press Ctrl-C, `WrongUsage` when the input ends (Ctrl-D): nothing has been done then.
 */
export function asker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): (question: string) => Promise<string> {
  const early: string[] = [];
  let waiting: { readonly resolve: (text: string) => void; readonly reject: (why: Error) => void } | undefined;
  let end: Error | undefined;
  let lines: Interface | undefined;
  const stop = (why: Error): void => {
    if (end !== undefined) { return; }
    end = why;
    output.write('\n');
    waiting?.reject(why);
  };
  const open = (): Interface => {
    const made = createInterface({ input, output });
    made.on('line', (text) => {
      if (waiting === undefined) { early.push(text); return; }
      const { resolve } = waiting;
      waiting = undefined;
      // The process shall end when nothing is asked any more.
      made.pause();
      resolve(text);
    });
    made.on('SIGINT', () => { stop(new Interrupted('SIGINT')); made.close(); });
    made.on('close', () => { stop(new WrongUsage('The answers have ended, and nothing is written. --yes takes what is proposed.')); });
    return made;
  };
  return (question) => {
    lines ??= open();
    const text = early.shift();
    if (text !== undefined) { output.write(`${question}${text}\n`); return Promise.resolve(text); }
    if (end !== undefined) { return Promise.reject(end); }
    const asked = lines;
    return new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      asked.setPrompt(question);
      asked.prompt();
    });
  };
}
