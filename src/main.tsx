import { startPage } from './page.tsx';
import { SHIPPED_MODEL_URL } from './scoring/shipped-model.ts';
import { startScoringWorker } from './scoring/start-worker.ts';

startPage({ startWorker: startScoringWorker, modelUrl: SHIPPED_MODEL_URL });
