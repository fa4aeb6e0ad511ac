import '../../src/theme.css';
import { startPage } from '../../src/page.tsx';
import { guardScripts } from '../../src/security/trusted-types.ts';

guardScripts();

/** The page of Fovea as it is, with a worker that tells made-up scores in place of the nets: what is left is the page's own work. */
startPage({ startWorker: () => new Worker(new URL('./scripted-worker.ts', import.meta.url), { type: 'module', name: 'scripted-scoring' }), modelUrl: '' });
