import { z } from 'zod';
import { messages } from '../messages.ts';

/** Two opposite descriptions and what their axis is called. */
export interface PromptPair {
  readonly name: string;
  readonly positive: string;
  readonly negative: string;
}

export const MOST_PAIRS = 64;

function pair(name: string, positive: string, negative: string): PromptPair {
  return { name, positive, negative };
}

/**
 * The sixteen dimensions that the MaxWell study asks about (Wu et al., Towards Explainable In-the-Wild Video Quality Assessment, ACM MM 2023) as antonyms:
 * content and aesthetics, the technical faults, and quality as a whole.
 */
export const DEFAULT_PAIRS: readonly PromptPair[] = [
  pair('Sharpness', 'a sharp video', 'a blurry video'),
  pair('Focus', 'an in-focus video', 'an out-of-focus video'),
  pair('Noise', 'a noiseless video', 'a noisy video'),
  pair('Motion blur', 'a video with clear motion', 'a video with blurry motion'),
  pair('Stability', 'a stable video', 'a shaky video'),
  pair('Exposure', 'a well-exposed video', 'a poorly exposed video'),
  pair('Compression', 'an original, uncompressed video', 'a heavily compressed video'),
  pair('Fluency', 'a fluent video', 'a choppy video'),
  pair('Content', 'a video with good content', 'a video with bad content'),
  pair('Composition', 'a video with an organized composition', 'a video with a chaotic composition'),
  pair('Colour', 'a video with vibrant colors', 'a video with faded colors'),
  pair('Lighting', 'a video with contrasting light', 'a video with gloomy light'),
  pair('Camera path', 'a video with a consistent camera path', 'a video with an incoherent camera path'),
  pair('Aesthetics', 'a beautiful video', 'an ugly video'),
  pair('Clarity', 'a clear video', 'a severely degraded video'),
  pair('Overall', 'a high quality video', 'a low quality video'),
];

const text = z.string().trim().min(1).max(200);
const pairSchema = z.object({ name: z.string().trim().min(1).max(40), positive: text, negative: text });

/** Stored pairs; what is not one is refused as a whole. */
export const promptPairsSchema = z.array(pairSchema).max(MOST_PAIRS);

/** Column of a pair in exports: `clip_motion_blur`. */
export function columnOf(name: string): string {
  return `clip_${name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '')}`;
}

/** What somebody typed, tidied; or one sentence that says what is wrong with it. */
export function checkPairs(pairs: readonly PromptPair[]): { readonly pairs: readonly PromptPair[] } | { readonly fault: string } {
  const { invalid } = messages.clip.panel;
  if (pairs.length > MOST_PAIRS) return { fault: invalid.many(MOST_PAIRS) };
  const tidy = pairs.map(({ name, positive, negative }) => ({ name: name.trim(), positive: positive.trim(), negative: negative.trim() }));
  const columns = new Set<string>();
  for (const each of tidy) {
    const column = columnOf(each.name);
    if (column === 'clip_' || each.name.length > 40) return { fault: invalid.name };
    if (!pairSchema.safeParse(each).success || each.positive === each.negative) return { fault: invalid.text };
    if (columns.has(column)) return { fault: invalid.double(each.name) };
    columns.add(column);
  }
  return { pairs: tidy };
}
