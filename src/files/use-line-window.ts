import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { TableLine } from './table-lines.ts';

/** Lists up to this long are all in the page: there the browser's own search finds every name. */
const ALL_SHOWN = 60;
/** Height of a line before it has been measured, px. */
const USUAL_HEIGHT = 45;
const BEYOND = 8;

type Part =
  | { readonly kind: 'line'; readonly line: TableLine; readonly index: number }
  /** Stands for lines that are not in the page. */
  | { readonly kind: 'gap'; readonly key: string; readonly height: number };

interface LineWindow {
  readonly windowed: boolean;
  readonly parts: readonly Part[];
  /** Takes a row's element, which carries its index as `data-index`. */
  readonly measure: ((row: HTMLElement | null) => void) | null;
  /** Gives the focus to a line as soon as it is there; if it is gone by then, to another one. */
  readonly focus: (key: string, otherwise?: string) => void;
}

/**
 * Of a long table only the lines on the screen are in the page, and the line with the focus.
 * @param box what scrolls.
 * @param at the line with the focus, which stays in the page wherever the table is scrolled.
 */
export function useLineWindow(box: RefObject<HTMLElement | null>, lines: readonly TableLine[], at: number): LineWindow {
  const windowed = lines.length > ALL_SHOWN;
  const wanted = useRef<{ readonly key: string; readonly otherwise: string | undefined } | null>(null);
  // It changes inside without a new identity, so what it returns must be read in every render.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    enabled: windowed,
    getScrollElement: () => box.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: BEYOND,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const inside = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return at < first ? [at, ...inside] : at > last && at < count ? [...inside, at] : inside;
    },
  });

  useEffect(() => {
    const { current } = wanted;
    if (current === null) return;
    const index = lines.findIndex(({ key }) => key === current.key);
    const key = index >= 0 ? current.key : current.otherwise;
    const button = box.current?.querySelector<HTMLElement>(`tr[data-line="${key ?? ''}"] .files__pick`);
    if (button == null) return;
    wanted.current = null;
    button.focus({ preventScroll: windowed });
    if (windowed) virtual.scrollToIndex(Math.max(0, lines.findIndex((line) => line.key === key)), { align: 'auto' });
  });

  const parts: Part[] = [];
  if (windowed) {
    let end = 0;
    for (const { index, start, end: next } of virtual.getVirtualItems()) {
      const line = lines[index];
      if (line === undefined) continue;
      if (start > end) parts.push({ kind: 'gap', key: `gap ${index}`, height: start - end });
      parts.push({ kind: 'line', line, index });
      end = next;
    }
    const rest = virtual.getTotalSize() - end;
    if (rest > 0) parts.push({ kind: 'gap', key: 'gap at the end', height: rest });
  } else {
    for (const [index, line] of lines.entries()) parts.push({ kind: 'line', line, index });
  }

  return {
    windowed,
    parts,
    measure: windowed ? virtual.measureElement : null,
    focus: (key, otherwise) => {
      wanted.current = { key, otherwise };
    },
  };
}
