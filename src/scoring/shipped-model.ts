import modelUrl from '../../models/fovea-0.5.0/model.fovea?url';

/** Where the model that comes with this version is served. */
export const SHIPPED_MODEL_URL = new URL(modelUrl, document.baseURI).href;
