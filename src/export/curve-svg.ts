import type { ChunkScore } from '../../workers/scoring-types.ts';
import { curveLine } from '../curve/curve-points.ts';
import type { CurvePoint } from '../curve/curve-points.ts';
import { timeTickStepS } from '../curve/time-ticks.ts';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import { MOS_WORDS } from '../results/mos-word.ts';
import { escapeMarkup } from './markup.ts';

/** What a drawn curve shows. */
export interface CurvePicture {
  readonly name: string;
  readonly chunks: readonly ChunkScore[];
  readonly durationS: number;
}

/** Size in pixels. */
export const CURVE_WIDTH = 1200;
export const CURVE_HEIGHT = 400;

const LEFT = 96;
const RIGHT = 24;
const TOP = 52;
const BOTTOM = 40;
/** On paper: the light theme's, whatever the page shows. */
const COLOUR = { paper: '#ffffff', ink: '#1b1f22', soft: '#565b5e', line: '#dddad0', curve: '#0e5f68', band: '#cfe0e1' } as const;

function points(line: readonly CurvePoint[], x: (timeS: number) => number, y: (mos: number) => number): string {
  let start = true;
  return line
    .map((point) => {
      if (Number.isNaN(point.y)) {
        start = true;
        return '';
      }
      const command = start ? 'M' : 'L';
      start = false;
      return `${command}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    })
    .join('');
}

/** The quality curve with its interval band as a picture of its own: SVG, 1200×400, white ground, no fonts or files from elsewhere. */
export function curveSvg({ name, chunks, durationS }: CurvePicture): string {
  const x = (timeS: number): number => LEFT + (Math.min(timeS, durationS) / durationS) * (CURVE_WIDTH - LEFT - RIGHT);
  const y = (mos: number): number => CURVE_HEIGHT - BOTTOM - ((mos - 1) / 4) * (CURVE_HEIGHT - TOP - BOTTOM);
  const step = timeTickStepS(durationS);
  const ticks = Array.from({ length: Math.floor(durationS / step + 1e-6) + 1 }, (_, i) => i * step);
  const levels = MOS_WORDS.map((word, i) => {
    const at = y(i + 1).toFixed(1);
    return `<path d="M${LEFT} ${at}H${CURVE_WIDTH - RIGHT}" stroke="${COLOUR.line}"/><text x="${LEFT - 12}" y="${(y(i + 1) + 5).toFixed(1)}" text-anchor="end">${escapeMarkup(messages.curve.axis(i + 1, messages.words[word]))}</text>`;
  });
  const times = ticks.map((timeS) => `<text x="${x(timeS).toFixed(1)}" y="${CURVE_HEIGHT - 14}" text-anchor="middle">${formatTime(timeS, step < 1)}</text>`);
  // One band for each stretch of touching chunks would join across gaps if it were one outline: a box a chunk cannot.
  const band = bands(chunks)
    .map(({ startS, endS, low, high }) => `<rect x="${x(startS).toFixed(1)}" y="${y(high).toFixed(1)}" width="${(x(endS) - x(startS)).toFixed(1)}" height="${(y(low) - y(high)).toFixed(1)}"/>`)
    .join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CURVE_WIDTH}" height="${CURVE_HEIGHT}" viewBox="0 0 ${CURVE_WIDTH} ${CURVE_HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="15" fill="${COLOUR.soft}">`,
    `<title>${escapeMarkup(`${messages.curve.heading}: ${name}`)}</title>`,
    `<rect width="100%" height="100%" fill="${COLOUR.paper}"/>`,
    `<text x="${LEFT}" y="28" fill="${COLOUR.ink}" font-size="17" font-weight="600">${escapeMarkup(name)}</text>`,
    ...levels,
    ...times,
    `<g fill="${COLOUR.band}" fill-opacity=".8">${band}</g>`,
    `<path d="${points(curveLine(chunks, ({ mos }) => mos), x, y)}" fill="none" stroke="${COLOUR.curve}" stroke-width="3" stroke-linejoin="round"/>`,
    '</svg>',
  ].join('');
}

/** More boxes than the picture has columns show nothing more. */
const MOST_BANDS = 600;

/** The bands of all chunks; on long videos those of neighbours joined, as wide as the widest of them. */
function bands(chunks: readonly ChunkScore[]): { startS: number; endS: number; low: number; high: number }[] {
  const run = Math.ceil(chunks.length / MOST_BANDS);
  const joined: { startS: number; endS: number; low: number; high: number }[] = [];
  for (const [i, { startS, endS, low, high }] of chunks.entries()) {
    const last = joined.at(-1);
    if (i % run === 0 || last === undefined || startS - last.endS > 1e-3) joined.push({ startS, endS, low, high });
    else {
      last.endS = endS;
      last.low = Math.min(last.low, low);
      last.high = Math.max(last.high, high);
    }
  }
  return joined;
}
