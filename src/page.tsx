import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme.css';
import './base.css';
import './panel/panel.css';
import { App } from './app.tsx';
import { createClipStore } from './clip/clip-store.ts';
import { startClipWorker } from './clip/start-clip-worker.ts';
import { DriverInputs } from './driver-inputs.tsx';
import { createDriver } from './driver.ts';
import { createExportStore } from './export/export-store.ts';
import { createLabelsStore } from './finetune/labels-store.ts';
import { scoringSettingsSchema } from './export/file-result-schema.ts';
import { labelStorage } from './finetune/label-storage.ts';
import { createTrainingStore } from './finetune/training-store.ts';
import { createLibraryStore } from './models-library/library-store.ts';
import { modelStorage } from './models-library/model-storage.ts';
import { createScoringClient } from './scoring/scoring-client.ts';
import type { ScoringClientOptions } from './scoring/scoring-client.ts';
import { createOfflineStore } from './offline/offline-store.ts';
import { createProjectStore } from './projects/project-store.ts';
import { projectStorage } from './projects/project-storage.ts';
import { createPlayheadStore } from './store/playhead-store.ts';
import { createQueueStore } from './store/queue-store.ts';
import { savedSettings, saveSettings } from './store/saved-settings.ts';
import { StoresProvider } from './store/stores.tsx';
import { createViewStore } from './store/view-store.ts';

/**
 * Puts the page together and shows it. With `?driver=1` only the command line's inputs are there, and nothing is prepared before it asks, or
 * before `&prepare=BACKEND` asks in its stead: model and backend then start while the files are still being handed over.
 */
export function startPage(options: ScoringClientOptions): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  const client = createScoringClient(options);
  const queue = createQueueStore(client, savedSettings());
  window.foveaDriver = createDriver(client, queue);
  window.addEventListener('pagehide', (event) => {
    // A page kept for the back button needs its worker again.
    if (!event.persisted) client.dispose();
  });

  const asked = new URLSearchParams(location.search);
  if (asked.get('driver') === '1') {
    const backend = scoringSettingsSchema.shape.backend.safeParse(asked.get('prepare'));
    // Whoever asks to score hears of a failure then.
    if (backend.success) window.foveaDriver.prepare(backend.data).catch(() => undefined);
    createRoot(root).render(<DriverInputs />);
    return;
  }
  queue.subscribe(({ settings }, before) => {
    if (settings !== before.settings) saveSettings(settings);
  });
  const library = createLibraryStore({ storage: modelStorage, queue, modelUrl: options.modelUrl, startClient: () => createScoringClient(options) });
  const labels = createLabelsStore(labelStorage);
  const view = createViewStore();
  const playhead = createPlayheadStore();
  const clip = createClipStore(startClipWorker, client);
  const projects = createProjectStore(projectStorage, queue);
  const offline = createOfflineStore();
  const exports = createExportStore({ queue, view, playhead, clip });
  const training = createTrainingStore(library, queue, clip);
  const stores = { queue, view, playhead, labels, library, training, clip, exports, projects, offline };
  window.addEventListener('beforeunload', (event) => {
    // What storage refuses lives as long as the page: the browser asks before it goes.
    if (labels.getState().unkept + library.getState().unkept > 0) event.preventDefault();
  });
  // A reason shows in the page; the promise has nothing to add.
  queue.getState().prepare().catch(() => undefined).then(offline.register).catch(() => undefined);
  void library.getState().load();
  void labels.getState().load();
  void training.getState().load();
  void projects.getState().load();
  void clip.getState().restore();
  createRoot(root).render(
    <StrictMode>
      <StoresProvider value={stores}>
        <App />
      </StoresProvider>
    </StrictMode>,
  );
}
