import { useCallback } from 'react';
import { pageClips } from '../finetune/clips-on-page.ts';
import { PROJECT_EXTENSION } from '../projects/project-file.ts';
import { useStores } from '../store/stores.tsx';
import type { DroppedItem } from './dropped-items.ts';

/** What to do with files, however they came: models go to the library, CSVs hold labels, projects are imported, everything else is scored. */
export function useTakeFiles(): (items: readonly DroppedItem[]) => void {
  const { queue, view, library, labels, projects } = useStores();
  return useCallback(
    (items) => {
      const models = items.filter((item) => item.kind === 'file' && item.file.name.endsWith('.fovea'));
      const csvs = items.filter((item) => item.kind === 'file' && item.file.name.toLowerCase().endsWith('.csv'));
      const kept = items.filter((item) => item.kind === 'file' && item.file.name.endsWith(PROJECT_EXTENSION));
      const rest = items.filter((item) => !models.includes(item) && !csvs.includes(item) && !kept.includes(item));
      const model = models.at(-1);
      if (model?.kind === 'file') {
        view.getState().openPanel('model');
        void library.getState().importModel(model.file);
      }
      const project = kept.at(-1);
      if (project?.kind === 'file') {
        view.getState().openPanel('projects');
        void projects.getState().importProject(project.file);
      }
      // In a task of its own: with many files the browser has just been busy making them.
      if (rest.length > 0) setTimeout(() => void projects.getState().take(rest));
      const csv = csvs.at(-1);
      if (csv?.kind === 'file') {
        view.getState().openPanel('teach');
        const { name } = csv.file;
        void csv.file.text().then((text) => labels.getState().openCsv(name, text, pageClips(queue.getState().entries).map((clip) => clip.name)));
      }
    },
    [queue, view, library, labels, projects],
  );
}
