import type { ModelFile } from '../models/model-file.ts';
import type { ModelInfo } from './scoring-types.ts';

/** What the page shows of a model. */
export function describeModel({ header, tensors, bytes }: ModelFile): ModelInfo {
  let parameters = 0;
  for (const { values } of tensors.values()) parameters += values.length;
  return {
    name: header.name,
    version: header.version,
    architecture: header.architecture,
    sha256: header.sha256,
    clip: header.fusion === undefined ? null : { id: header.fusion.clip, pairs: header.fusion.pairs },
    parent: header.parent === null ? null : `${header.parent.name} ${header.parent.version}`,
    dimensions: header.dimensions.map(({ name }) => name),
    parameters,
    bytes,
    intervalLevel: header.calibration.interval.level,
    provenance: header.provenance,
    metrics: header.metrics,
  };
}
