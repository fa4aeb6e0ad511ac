import type { ChartOptions } from 'chart.js';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import { MOS_WORDS } from '../results/mos-word.ts';
import { timeTickStepS } from './time-ticks.ts';

type Colour = (name: string) => string;
type LineOptions = ChartOptions<'line'>;
type Axis = NonNullable<NonNullable<LineOptions['scales']>[string]>;

/** How the marks of every chart's axes are written. @param colour reads the page's colours. */
export function tickStyle(colour: Colour) {
  return { color: colour('--ink-soft'), font: { family: getComputedStyle(document.body).fontFamily, size: 12 } };
}

/** What all charts over time share: points are given as they are drawn, nothing moves, and events are the page's. */
export const TIME_CHART = { animation: false, parsing: false, normalized: true, maintainAspectRatio: false, events: [], layout: { padding: { top: 6, right: 4 } } } satisfies LineOptions;

/** The time axis of a chart; seconds. */
export function timeAxis(colour: Colour, fromS: number, toS: number): Axis {
  const stepSize = timeTickStepS(toS - fromS);
  return {
    type: 'linear', min: fromS, max: toS, grid: { display: false }, border: { color: colour('--line') },
    ticks: { ...tickStyle(colour), stepSize, includeBounds: false, maxRotation: 0, autoSkipPadding: 16, callback: (value) => formatTime(Number(value), stepSize < 1) },
  };
}

/** The axis of scores from 1 to 5 with their words. */
export function mosAxis(colour: Colour): Axis {
  return {
    type: 'linear', min: 1, max: 5, grid: { color: colour('--line'), tickLength: 0 }, border: { display: false },
    ticks: {
      ...tickStyle(colour), stepSize: 1, padding: 10,
      callback(value) {
        const word = MOS_WORDS[Number(value) - 1];
        return word === undefined ? '' : messages.curve.axis(Number(value), messages.words[word]);
      },
    },
  };
}
