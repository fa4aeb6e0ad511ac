import '../workers/interpreted-schemas.ts';
import { startPage } from './page.tsx';
import { SHIPPED_MODEL_URL } from './scoring/shipped-model.ts';
import { startScoringWorker } from './scoring/start-worker.ts';
import { guardScripts } from './security/trusted-types.ts';

guardScripts();
startPage({ startWorker: startScoringWorker, modelUrl: SHIPPED_MODEL_URL });
