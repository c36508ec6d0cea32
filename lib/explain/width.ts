const LEAST = 80;
const MOST = 100;

/** How wide a summary is: as the terminal, within what people read well. */
export function widthOf(columns: number | undefined): number {
  return Math.min(MOST, Math.max(LEAST, columns ?? LEAST));
}
