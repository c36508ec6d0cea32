import { Located } from '../../checks/located';

/** Where something is written, as `file:line:column`; undefined for what stands in no file. */
export function placeOf(at: Located | undefined): string | undefined {
  const file = at?.document.file;
  const position = at?.position;
  return file === undefined ? undefined : position === undefined ? file : `${file}:${position.line}:${position.column}`;
}
