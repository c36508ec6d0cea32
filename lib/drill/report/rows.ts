/** Something that takes room in a lane, from one unit to another. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Puts what takes room into as few rows as it needs to touch nothing else, each as high as it can stand; in the order of their beginnings. */
export function inRows<T extends Extent>(items: readonly T[], gap: number): T[][] {
  const rows: T[][] = [];
  for (const item of [...items].sort((a, b) => a.start - b.start)) {
    const free = rows.find((row) => row.every((other) => other.end + gap <= item.start));
    if (free === undefined) { rows.push([item]); } else { free.push(item); }
  }
  return rows;
}
