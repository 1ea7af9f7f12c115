// What the rest of the engine takes from the library, in one import.
// Nothing is done here: each name is documented in its own file.

export { openDatasetFolder } from './datasetFolder';
export type { DatasetFolder, DatasetFolderOptions } from './datasetFolder';
export { featureCacheKey, openFeatureCache } from './featureCache';
export type { FeatureCache } from './featureCache';
export { appendLine, makeFolder, readJson, readLines, writeFileAtomic, writeJson } from './files';
export { openLibrary } from './library';
export type { Library, LibraryOptions, LibraryTune } from './library';
export { prepareStored, prepareTunes, readStoredScore } from './prepareTunes';
export type { PreparedFile, PreparedTune, StoredFile, TuneFile } from './prepareTunes';
export { createTuneReader } from './tuneReader';
export type { TuneReader } from './tuneReader';
export type { RunStore } from './runStore';
