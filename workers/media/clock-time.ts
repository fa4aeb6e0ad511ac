/** A time in a video as players show it: `0:05`, `12:30`, `1:02:03`. Fractions are cut off. */
export function clockTime(seconds: number): string {
  // A chunk that ends at 4.9999 s ends at 0:05 for any reader.
  const whole = Math.floor(seconds + 0.001);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
