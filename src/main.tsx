import '../workers/interpreted-schemas.ts';
import { startWorker } from './begin.ts';
import { startPage } from './page.tsx';
import { SHIPPED_MODEL_URL } from './scoring/shipped-model.ts';

startPage({ startWorker, modelUrl: SHIPPED_MODEL_URL });
