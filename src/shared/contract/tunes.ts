// Tunes: what a music project is made of. The files under scores/ are the truth, the index can be rebuilt.

import type { CallOptions, ItemProgress } from './call';
import type { Score } from './score';

/** The parts of a collection, by the names of DESIGN's piano rolls: `valid` chooses the best weights, `test` judges. */
export const tuneSplits = ['train', 'valid', 'test'] as const;
export type TuneSplit = (typeof tuneSplits)[number];

/** How a tune came into the project. */
export const tuneOrigins = ['imported', 'starter', 'generated', 'drawn'] as const;
export type TuneOrigin = (typeof tuneOrigins)[number];

/** A voice of a tune, for lists. */
export interface TunePart {
  readonly name: string;
  readonly channel: number;
  readonly program: number;
  readonly notes: number;
  readonly drums: boolean;
}

/** A tune as lists show it; its notes come with `tunes.scores`. */
export interface Tune {
  readonly id: string;
  readonly title: string;
  /** Path under the project folder, with forward slashes: scores/<name>.mid or .abc; one tune a file. */
  readonly file: string;
  readonly origin: TuneOrigin;
  /** The file (and the place in it) that it was imported from; empty for tunes made here. */
  readonly source: string;
  /** Split that the source itself said; null where the lab's own rule decides. */
  readonly listedSplit: TuneSplit | null;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly parts: readonly TunePart[];
  /** All parts together, drums left out. */
  readonly notes: number;
  readonly bars: number;
  readonly seconds: number;
  /** MIDI numbers; null without notes that have a pitch. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** As written, else estimated: `D minor`; empty without notes. */
  readonly key: string;
  /** Of its beginning: `6/8`. */
  readonly meter: string;
  readonly qpm: number;
  /** One voice without chords: what melody tokens and notation can hold as it is. */
  readonly monophonic: boolean;
  /** What a person should know about how it was read. */
  readonly notices: readonly string[];
  /** ISO 8601 */
  readonly createdAt: string;
}

/** What an import did with the files. */
export interface ImportTunesResult {
  readonly imported: readonly Tune[];
  /** Left out, each with the reason in words. `code` duplicate: a tune with the same notes is already there. */
  readonly skipped: readonly { readonly source: string; readonly code: string; readonly message: string }[];
}

/** A collection in numbers. */
export interface CollectionStatistics {
  readonly tunes: number;
  readonly notes: number;
  /** Share of sounding time of each pitch class, C first; sums to 1 where there are notes. */
  readonly pitchClasses: readonly number[];
  /** Lowest and highest pitch; null without notes. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** How many notes last this many quarter notes, most frequent first. */
  readonly durations: readonly { readonly quarters: number; readonly count: number }[];
  /** Length of each tune in quarter notes. */
  readonly lengths: readonly number[];
  /** Metres by number of tunes that begin in them, most frequent first. */
  readonly meters: readonly { readonly name: string; readonly count: number }[];
  /** Groups of tunes (indices) with the same melody in any key. */
  readonly duplicates: readonly (readonly number[])[];
  /** Groups of tunes that are nearly the same, exact ones included. */
  readonly nearDuplicates: readonly (readonly number[])[];
}

/** The collection as training would see it. */
export interface TuneOverview {
  readonly statistics: CollectionStatistics;
  /** By tune, in the order of `tuneIds`; near-duplicates are always on one side. */
  readonly splits: readonly TuneSplit[];
  readonly tuneIds: readonly string[];
}

/** Most bytes of all files of one import call. */
export const MAX_TUNE_IMPORT_BYTES = 32 * 1024 * 1024;
/** Most tunes one call may name. */
export const MAX_TUNES = 20_000;

export interface TunesService {
  /** All tunes of the project, in the order they came. */
  list(options: { readonly projectId: string }, call?: CallOptions): Promise<readonly Tune[]>;
  /** Notes of tunes, in the order asked. At most 256 a call. @throws not-found | bad-score (the file was altered) */
  scores(
    options: { readonly projectId: string; readonly tuneIds: readonly string[] },
    call?: CallOptions,
  ): Promise<readonly Score[]>;
  /**
   * Reads MIDI, ABC and piano-roll files and writes every tune of them into scores/. One bad file or tune does not stop
   * the others. At most {@link MAX_TUNE_IMPORT_BYTES} a call: send batches.
   */
  importFiles(
    options: {
      readonly projectId: string;
      readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
      /** Keep MIDI's drums. Default false. */
      readonly drums?: boolean;
      /** Frames of a quarter note in piano-roll files, 1 to 24: they do not say themselves. Default 4. */
      readonly framesPerQuarter?: number;
    },
    call?: CallOptions<ItemProgress>,
  ): Promise<ImportTunesResult>;
  /**
   * Writes a score as a tune: a new one, or in place of `tuneId` (the former file goes to the trash).
   * When the promise resolves it is safe.
   * @throws bad-score without notes | invalid-argument | disk-full | disk-denied
   */
  save(
    options: {
      readonly projectId: string;
      readonly tuneId: string | null;
      readonly title: string;
      readonly score: Score;
      readonly origin: TuneOrigin;
    },
    call?: CallOptions,
  ): Promise<Tune>;
  rename(
    options: { readonly projectId: string; readonly tuneId: string; readonly title: string },
    call?: CallOptions,
  ): Promise<Tune>;
  /** Moves tunes to the project's trash. */
  remove(
    options: { readonly projectId: string; readonly tuneIds: readonly string[] },
    call?: CallOptions,
  ): Promise<void>;
  /** Brings tunes back from the trash. */
  restore(
    options: { readonly projectId: string; readonly tuneIds: readonly string[] },
    call?: CallOptions,
  ): Promise<readonly Tune[]>;
  /** The collection in numbers, duplicates and splits included. Computed off the engine's own thread. */
  overview(options: { readonly projectId: string }, call?: CallOptions): Promise<TuneOverview>;
}
