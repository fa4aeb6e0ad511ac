import type { KeyboardEvent } from 'react';

/** What a key asks of the table's line that has the focus. */
export type RowAction =
  | { readonly kind: 'go'; readonly to: number | 'first' | 'last' }
  | { readonly kind: 'move'; readonly by: 'earlier' | 'later' | 'next' }
  | { readonly kind: 'fold'; readonly folded: boolean }
  | { readonly kind: 'remove' };

const PAGE = 10;

/** Null for keys that mean nothing here. */
export function rowAction({ key, altKey, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): RowAction | null {
  if (ctrlKey || metaKey || shiftKey) return null;
  if (altKey) {
    const by = { ArrowUp: 'earlier', ArrowDown: 'later', Home: 'next' }[key] as 'earlier' | 'later' | 'next' | undefined;
    return by === undefined ? null : { kind: 'move', by };
  }
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', to: 1 };
    case 'ArrowUp':
      return { kind: 'go', to: -1 };
    case 'PageDown':
      return { kind: 'go', to: PAGE };
    case 'PageUp':
      return { kind: 'go', to: -PAGE };
    case 'Home':
      return { kind: 'go', to: 'first' };
    case 'End':
      return { kind: 'go', to: 'last' };
    case 'ArrowLeft':
      return { kind: 'fold', folded: true };
    case 'ArrowRight':
      return { kind: 'fold', folded: false };
    case 'Delete':
      return { kind: 'remove' };
    default:
      return null;
  }
}
