const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** 1,234,567 as `1.2 MB`, in powers of 1000. */
export function presentBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
