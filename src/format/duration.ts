/** A playing time as people read it: `0:08`, `12:30`, `1:02:03`; tenths where they matter. */
export function formatTime(seconds: number, tenths = false): string {
  const step = tenths ? 10 : 1;
  const ticks = Math.round(Math.max(0, seconds) * step);
  const whole = Math.floor(ticks / step);
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = String(whole % 60).padStart(2, '0');
  const fraction = tenths ? `.${ticks % 10}` : '';
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}${fraction}` : `${m}:${s}${fraction}`;
}
