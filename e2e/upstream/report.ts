import { breaks, Difference } from './compare';

/** Two releases of a program, compared. */
export interface Comparison {
  readonly program: string;
  readonly from: string;
  readonly to: string;
  readonly differences: readonly Difference[];
}

/** For the terminal: what this library uses first, marked with `!` where it is gone or is another thing now. */
export function textOf({ program, from, to, differences }: Comparison): string {
  const broken = differences.filter(breaks);
  const others = differences.filter((each) => !breaks(each));
  const head = `${program} ${from} → ${to}: ${count(differences.length, 'difference')}${differences.length === 0 ? '' : `, ${broken.length === 0 ? 'none' : broken.length} in what this library uses`}`;
  return [head, ...broken.map((each) => `  ! ${line(each)}\n      used in ${each.usedIn ?? ''}`), ...others.map((each) => `    ${line(each)}`)].join('\n');
}

function line({ name, before, after }: Difference): string {
  if (before === undefined) { return `${name} is new${said(after)}`; }
  return after === undefined ? `${name} is gone${said(before)}` : `${name} was ${before === '' ? 'said once' : before}, and is ${after === '' ? 'said once' : after}`;
}

function said(rest: string | undefined): string {
  return rest === undefined || rest === '' ? '' : `: ${rest}`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}

/** For docs/upgrading.md: what an older release lacks, or has otherwise, of what this library uses. */
export function tableOf({ program, from, to, differences }: Comparison): string {
  const rows = differences.filter(({ usedIn, after }) => usedIn !== undefined && after !== undefined);
  if (rows.length === 0) { return `### ${program} ${from}\n\nNothing that this library uses differs from ${to}.`; }
  return [`### ${program} ${from}`, '', `| in ${to} | in ${from} |`, '|---|---|', ...rows.map(({ name, before, after }) =>
    `| ${cell(`${name}${said(after)}`)} | ${before === undefined ? 'not there' : cell(before)} |`)].join('\n');
}

function cell(text: string): string {
  return `\`${text.replace(/\|/g, '\\|').replace(/`/g, '\'')}\``;
}
