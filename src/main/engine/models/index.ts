// What the rest of the engine needs of the models: presets, opening, exporting.

export { countParameters, describeLayers } from './architectures';
export { exportModel } from './exportModel';
export { modelFileNames } from './modelFiles';
export type { Receipt } from './modelFiles';
export { openModel } from './openModel';
export type { RecognizerModel } from './openModel';
export { presets, recommendedPreset } from './presets';
export { createRecognizer } from './recognizers';
export type { RecognizerShape } from './recognizers';
