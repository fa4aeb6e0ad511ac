import { useState } from 'react';
import type { DragEvent } from 'react';
import { useStores } from '../store/stores.tsx';

/** The row that a dragged file would be put next to. */
interface DropPlace {
  readonly id: number;
  readonly edge: 'above' | 'below';
}

interface RowDrag {
  readonly over: DropPlace | null;
  readonly handlers: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

function rowOf(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-file]') : null;
}

/** Moves waiting files by dragging their rows. */
export function useRowDrag(movable: boolean): RowDrag {
  const { queue } = useStores();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<DropPlace | null>(null);

  function end(): void {
    setDragged(null);
    setOver(null);
  }

  return {
    over,
    handlers: {
      onDragStart(event) {
        const row = rowOf(event);
        if (!movable || row === null) return;
        event.dataTransfer.effectAllowed = 'move';
        // Firefox drags nothing that carries no data.
        event.dataTransfer.setData('text/plain', '');
        setDragged(Number(row.dataset['file']));
      },
      onDragOver(event) {
        const row = rowOf(event);
        if (dragged === null || row === null) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        const { top, height } = row.getBoundingClientRect();
        const next: DropPlace = { id: Number(row.dataset['file']), edge: event.clientY < top + height / 2 ? 'above' : 'below' };
        if (next.id !== over?.id || next.edge !== over.edge) setOver(next);
      },
      onDragEnd: end,
      onDrop(event) {
        if (dragged === null || over === null) return;
        event.preventDefault();
        const { entries, move } = queue.getState();
        const at = entries.findIndex((entry) => entry.id === over.id);
        const before = over.edge === 'above' ? entries[at] : entries[at + 1];
        if (before?.id !== dragged) move(dragged, before?.id ?? null);
        end();
      },
    },
  };
}
