/** A text as it stands in TypeScript. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}'`;
}

/** A duration as it is written with cdk8s. */
export function durationCode(seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0 ? `Duration.minutes(${seconds / 60})` : `Duration.seconds(${seconds})`;
}

/** Lines of a text, those that are `undefined` left out. */
export function lines(...all: readonly (string | undefined)[]): string {
  return `${all.filter((each) => each !== undefined).join('\n')}\n`;
}
