// Clips: takes recorded here and files brought in. The wav files are the truth, the index can be rebuilt.

import type { CallOptions, ItemProgress } from './call';
import type { Project } from './projects';

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

/** What the microphone was set to when a take was made. */
export interface DeviceFlags {
  readonly deviceLabel: string;
  /** Hz, the rate the sound was recorded at before resampling. */
  readonly sampleRate: number;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

/** What the sound itself says, measured once when the clip came in. */
export interface ClipMeasures {
  /** Largest absolute sample, 0 to 1. */
  readonly peak: number;
  /** Root mean square of the whole clip, linear. */
  readonly rms: number;
  /** Three or more consecutive samples at full scale. */
  readonly clipped: boolean;
  /** Peak below 0.003 (-50 dB): nothing to hear. */
  readonly silent: boolean;
}

export interface Clip {
  readonly id: string;
  readonly label: string;
  /** Path under the project folder, with forward slashes: clips/<label>/<speaker>_nohash_<n>.wav */
  readonly file: string;
  readonly speaker: string;
  /** Names one sitting of recording or one import. */
  readonly session: string;
  readonly source: 'recorded' | 'imported' | 'synthetic';
  /** Split fixed by a list that came with the data; null where the lab's own rule decides (see data/splits). */
  readonly listedSplit: Split | null;
  /** The split in force now, as `assignSplits` decides over all clips of the project. */
  readonly split: Split;
  readonly device: DeviceFlags | null;
  /** Of the wav file, hex. */
  readonly sha256: string;
  /** Length of the file. */
  readonly seconds: number;
  /** The part that counts as the word, in seconds from the file's start; null = all of it. */
  readonly trim: { readonly start: number; readonly end: number } | null;
  readonly measures: ClipMeasures;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** A long recording under background/: noise to mix in, rooms to measure false accepts in. */
export interface BackgroundRecording {
  readonly file: string;
  readonly seconds: number;
}

/** Mono samples in [-1, 1]. */
export interface Sound {
  readonly samples: Float32Array;
  /** Hz */
  readonly sampleRate: number;
}

export interface ImportFile {
  /** As the person's folder has it, with forward slashes: `yes/0a7c2a8d_nohash_0.wav`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where one file goes; made by `planImport` (src/shared/data) from all paths and the list files. */
export interface ImportTarget {
  readonly label: string;
  readonly speaker: string;
  readonly listedSplit: Split | null;
  readonly background: boolean;
}

export interface ImportResult {
  readonly imported: readonly Clip[];
  readonly backgrounds: readonly BackgroundRecording[];
  /** Files left out, each with the reason in words. `code` duplicate: the same sound is already there. */
  readonly skipped: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Longest recording or imported clip that is kept as a clip, in seconds; longer ones are background. */
export const MAX_CLIP_SECONDS = 30;
/** Longest background recording, in seconds: what one message carries (64 MiB of float samples at 16 kHz). */
export const MAX_BACKGROUND_SECONDS = 900;

export interface ClipsService {
  /** All clips of the project, in the order they came. Pages hold 20,000 of them. */
  list(options: { readonly projectId: string }, call?: CallOptions): Promise<readonly Clip[]>;
  backgrounds(
    options: { readonly projectId: string },
    call?: CallOptions,
  ): Promise<readonly BackgroundRecording[]>;
  /**
   * Writes a take to disk: resampled to the project's rate, its word found and marked as `trim`.
   * When the promise resolves the take is safe.
   * @throws bad-audio (empty, all zeros, not finite) | too-large | disk-full | disk-denied
   */
  add(
    options: {
      readonly projectId: string;
      readonly label: string;
      readonly speaker: string;
      readonly session: string;
      readonly device: DeviceFlags | null;
      readonly sound: Sound;
    },
    call?: CallOptions,
  ): Promise<Clip>;
  /** Adds a long recording as background. */
  addBackground(
    options: { readonly projectId: string; readonly name: string; readonly sound: Sound },
    call?: CallOptions,
  ): Promise<BackgroundRecording>;
  /**
   * Writes files into the project; each is safe when the promise resolves. Missing labels are made.
   * One bad file does not stop the others. At most 32 MiB a call: send batches.
   */
  importFiles(
    options: {
      readonly projectId: string;
      readonly session: string;
      readonly files: readonly (ImportFile & { readonly target: ImportTarget })[];
    },
    call?: CallOptions<ItemProgress>,
  ): Promise<ImportResult>;
  /** Sound of clips, whole files. At most 256 a call. */
  sounds(
    options: { readonly projectId: string; readonly clipIds: readonly string[] },
    call?: CallOptions,
  ): Promise<readonly (Sound & { readonly clipId: string })[]>;
  /** Changes label, speaker or trim of clips; moves files where the layout asks for it. */
  update(
    options: {
      readonly projectId: string;
      readonly clipIds: readonly string[];
      readonly label?: string;
      readonly speaker?: string;
      readonly trim?: Clip['trim'];
    },
    call?: CallOptions,
  ): Promise<readonly Clip[]>;
  /** Moves clips to the project's trash. */
  remove(
    options: { readonly projectId: string; readonly clipIds: readonly string[] },
    call?: CallOptions,
  ): Promise<void>;
  /** Brings clips back from the trash, and their label where it is gone. */
  restore(
    options: { readonly projectId: string; readonly clipIds: readonly string[] },
    call?: CallOptions,
  ): Promise<{ readonly clips: readonly Clip[]; readonly project: Project }>;
}
