import type { ModelFile } from './model-file.ts';

/** Weights that fine-tuning changes or adds; all others are the trunk, whose outputs are cached. */
const HEAD = /^(head\/(mean|scale|dense\d|regressor\d|dimensions\d|pixels\d?)(\/|$)|fusion\/)/;

/** Which features are kept: raised when the vector changes, so that none of another kind is taken for it. */
const FEATURES = 'fovea-3';

/**
 * Names the trunk of a model: hex SHA-256 over the kind of features, its encoders, saliency decoder and local head. Models with the same trunk (a parent and what was
 * fine-tuned from it) share cached features.
 */
export async function trunkHash({ tensors }: ModelFile): Promise<string> {
  const parts: BlobPart[] = [FEATURES];
  for (const [name, { values }] of [...tensors].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!HEAD.test(name)) parts.push(name, values);
  }
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
