import type { FusionHead } from '../models/fusion/fusion-head.ts';
import type { ModelHeader } from '../models/model-file.ts';

/** How a file is scored by a model that may be fused with CLIP. */
export interface FusionRoute {
  /** Name and calibration of the model whose score it is: the one in use, or its parent. */
  readonly header: ModelHeader;
  /** What is added to each chunk's score; null where CLIP takes no part in it. */
  readonly fusion: FusionHead | null;
  /** CLIP's features of all chunks, where they were kept; else they are asked for while the file is decoded. */
  readonly kept: readonly Float32Array[] | null;
  /** Label of the model in use, where its parent scores in its stead, and one sentence that says why. */
  readonly standsIn: { readonly for: string; readonly note: string } | null;
}

/** The score was begun in a way that cannot be kept up to the end of the file: all of it is scored anew. */
export class BeginAgain extends Error {
  override readonly name = 'BeginAgain';
  /** @param failure why CLIP must be left out, or null. */
  constructor(readonly failure: string | null) {
    super(failure ?? 'begin again');
  }
}

function label({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name} ${version}`;
}

/** A model without fusion scores alone. One that is fused needs CLIP's features of every chunk; without them its parent, which is all in it, scores in its stead. */
export function routeOf(
  header: ModelHeader, fusion: FusionHead | null, kept: readonly Float32Array[] | null, clipOn: string | null, failure: string | null,
): FusionRoute {
  const { parent } = header;
  if (fusion === null || header.fusion === undefined || parent === null) return { header, fusion: null, kept: null, standsIn: null };
  if (kept !== null || (failure === null && clipOn === fusion.clip)) return { header, fusion, kept, standsIn: null };
  const why =
    failure !== null ? `CLIP stopped (${failure.replace(/\.$/, '')})` : clipOn === null ? 'CLIP is off' : `another CLIP is on than ${fusion.clip}`;
  return {
    header: { ...header, name: parent.name, version: parent.version, calibration: header.fusion.parentCalibration },
    fusion: null,
    kept: null,
    standsIn: { for: label(header), note: `Scored by ${label(parent)}, from which ${header.name} was made: ${header.name} needs CLIP for every chunk, and ${why}.` },
  };
}
