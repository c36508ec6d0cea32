import { Alertmanager } from './process/alertmanager';
import { Prometheus } from './process/prometheus';

/** How many different sentences of a log are told; the first are the cause of the others. */
const MOST = 20;

/** What went wrong with the programs themselves: rules that fail, targets that cannot be read, what they log as a warning or an error. */
export async function troublesIn(prometheus: Prometheus, alertmanagers: readonly Alertmanager[]): Promise<string[]> {
  const groups = await prometheus.groups().catch(() => []);
  const failing = groups.flatMap((group) => group.rules.filter(({ health }) => health === 'err').map(({ name, lastError }) => `rule ${name} fails: ${lastError ?? 'no reason is given'}`));
  const logged = [
    ...sentences(prometheus.log()).map((each) => `Prometheus: ${each}`),
    ...alertmanagers.flatMap((each) => sentences(each.log()).map((sentence) => `Alertmanager: ${sentence}`)),
  ];
  return [...new Set([...failing, ...logged])].slice(0, MOST);
}

/** What the drill itself did to a program. */
const EXPECTED = /^Received an OS signal/;

/** What a log says at the levels of warnings and errors, without its moment and its source. */
function sentences(log: string): string[] {
  return log.split('\n').filter((line) => /\blevel=(WARN|ERROR|warn|error)\b/.test(line))
    .map((line) => line.replace(/^.*?\bmsg=/, '').replace(/^"((?:[^"\\]|\\.)*)"/, (_, words: string) => words).trim())
    .filter((sentence) => !EXPECTED.test(sentence));
}
