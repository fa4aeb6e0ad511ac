import { useCallback } from 'react';
import { pageClips } from '../finetune/clips-on-page.ts';
import { useStores } from '../store/stores.tsx';
import type { DroppedItem } from './dropped-items.ts';

/** What to do with files, however they came: models go to the library, CSVs hold labels, everything else is scored. */
export function useTakeFiles(): (items: readonly DroppedItem[]) => void {
  const { queue, view, library, labels } = useStores();
  return useCallback(
    (items) => {
      const models = items.filter((item) => item.kind === 'file' && item.file.name.endsWith('.fovea'));
      const csvs = items.filter((item) => item.kind === 'file' && item.file.name.toLowerCase().endsWith('.csv'));
      const rest = items.filter((item) => !models.includes(item) && !csvs.includes(item));
      const model = models.at(-1);
      if (model?.kind === 'file') {
        view.getState().openPanel('model');
        void library.getState().importModel(model.file);
      }
      if (rest.length > 0) queue.getState().add(rest);
      const csv = csvs.at(-1);
      if (csv?.kind === 'file') {
        view.getState().openPanel('teach');
        const { name } = csv.file;
        void csv.file.text().then((text) => labels.getState().openCsv(name, text, pageClips(queue.getState().entries).map((clip) => clip.name)));
      }
    },
    [queue, view, library, labels],
  );
}
