// Taking a trained model out of the lab.

import type { CallOptions } from './call';
import type { DecoderConfig } from './live';

export const exportFormats = ['tfjs'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ModelPackage {
  /** Where the folder was written on this computer. */
  readonly folder: string;
  /** The same files for a download: model.json, weights.bin, metadata.json, features.json, decoder.json, receipt.json. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Largest absolute difference of probabilities between the run and the package read back, on golden clips. */
  readonly largestDifference: number;
}

export interface ModelsService {
  exportModel(
    options: {
      readonly projectId: string;
      readonly runId: string;
      readonly format: ExportFormat;
      readonly decoder?: DecoderConfig;
    },
    call?: CallOptions,
  ): Promise<ModelPackage>;
}
