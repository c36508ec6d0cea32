/** `12 s`, `2 min 36 s`, `16 min`, `1 h 4 min`: as exactly as it matters, rounded up. */
export function span(seconds: number): string {
  const total = Math.ceil(seconds);
  const minutes = Math.ceil(total / 60);
  if (total <= 120) { return `${total} s`; }
  if (minutes <= 10) { return units(total, 60, 'min', 's'); }
  return minutes < 60 ? `${minutes} min` : units(minutes, 60, 'h', 'min');
}

function units(total: number, size: number, large: string, small: string): string {
  const rest = total % size;
  return `${Math.floor(total / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
