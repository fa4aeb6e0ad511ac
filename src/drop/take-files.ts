import { useCallback } from 'react';
import { useStores } from '../store/stores.tsx';
import type { DroppedItem } from './dropped-items.ts';

/** What to do with files, however they came: models are loaded, everything else is scored. */
export function useTakeFiles(): (items: readonly DroppedItem[]) => void {
  const { queue, view } = useStores();
  return useCallback(
    (items) => {
      const models = items.filter((item) => item.kind === 'file' && item.file.name.endsWith('.fovea'));
      const rest = items.filter((item) => !models.includes(item));
      const model = models.at(-1);
      if (model?.kind === 'file') {
        view.getState().openPanel('model');
        queue.getState().replaceModel(model.file).catch(() => undefined);
      }
      if (rest.length > 0) queue.getState().add(rest);
    },
    [queue, view],
  );
}
