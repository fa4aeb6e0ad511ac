/** A chunk that ends at 4.9999 s ends at 0:05 for any reader. Seconds. */
const ROUNDING_S = 0.001;

/** A time in a video as players show it: `0:05`, `12:30`, `1:02:03`. Fractions are cut off. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds + ROUNDING_S);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** Two times for one sentence, `0:05 of 0:08`; with tenths where they would read the same. */
export function clockShare(partS: number, wholeS: number): string {
  const [part, whole] = [clockTime(partS), clockTime(wholeS)];
  if (part !== whole) return `${part} of ${whole}`;
  const tenth = (seconds: number) => Math.floor(((seconds + ROUNDING_S) % 1) * 10);
  return `${part}.${tenth(partS)} of ${whole}.${tenth(wholeS)}`;
}
