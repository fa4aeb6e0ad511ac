import { formatTime } from '../format/duration.ts';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import type { Explanation } from './explanation.ts';

/** One plain sentence: “Fair (2.9), mostly compression, worst from 0:12 to 0:15.” */
export function explanationSentence({ mos, causes, worst }: Explanation): string {
  const word = messages.words[mosWord(mos)];
  // Below a second, whole seconds would name the same moment twice.
  const tenths = worst !== null && worst.endS - worst.startS < 1;
  const parts = [
    `${word.charAt(0).toUpperCase()}${word.slice(1)} (${formatMos(mos)})`,
    ...(causes.length === 0 ? [] : [messages.explain.mostly(causes.map(messages.explain.dimension))]),
    ...(worst === null ? [] : [messages.explain.worst(formatTime(worst.startS, tenths), formatTime(worst.endS, tenths))]),
  ];
  return `${parts.join(', ')}.`;
}
