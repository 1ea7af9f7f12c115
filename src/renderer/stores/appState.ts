// The shape of what all screens share: the project, its clips and runs, the training under way, the jobs, notices.
// Types only; appStore.ts makes the store and appActions.ts changes it.

import type { BackgroundRecording, Clip } from '../../shared/contract/clips';
import type { FeatureConfig } from '../../shared/contract/features';
import type { GeneratorRun } from '../../shared/contract/generators';
import type { Project, ProjectKind, ProjectSummary } from '../../shared/contract/projects';
import type { Notice } from '../../shared/contract/services';
import type { SystemInfo } from '../../shared/contract/system';
import type { EpochMetrics, RecognizerRun, Run, TrainingProgress } from '../../shared/contract/training';
import type { Tune } from '../../shared/contract/tunes';
import type { StoreApi } from 'zustand/vanilla';

/** The run under way, of either kind, whichever project it belongs to. */
export interface CurrentTraining {
  readonly run: Run;
  readonly progress: TrainingProgress | null;
  /** Of all epochs done so far, in order. */
  readonly epochs: readonly EpochMetrics[];
}

/** A notice on the screen, with something to do about it where there is something. */
export interface AppNotice extends Notice {
  readonly id: number;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Long work of the page itself (features, import): shown in the top bar of every screen. */
export interface Job {
  readonly id: string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** Seconds left by the pace so far; null before there is a pace. */
  readonly secondsLeft: number | null;
  readonly stop: () => void;
}

export interface JobHandle {
  readonly signal: AbortSignal;
  update(done: number, total: number): void;
  end(): void;
}

export interface AppData {
  /** `starting` until a project is open for the first time; `failed` says why in `failure`. */
  readonly phase: 'starting' | 'ready' | 'failed';
  readonly failure: string;
  readonly system: SystemInfo | null;
  readonly projects: readonly ProjectSummary[];
  readonly project: Project | null;
  /** Of the open project, in the order they came. */
  readonly clips: readonly Clip[];
  readonly backgrounds: readonly BackgroundRecording[];
  /** Of the open music project, in the order they came. */
  readonly tunes: readonly Tune[];
  /** Recognizers of the open project, newest first. */
  readonly runs: readonly RecognizerRun[];
  /** Generators of the open project, newest first. */
  readonly generatorRuns: readonly GeneratorRun[];
  readonly training: CurrentTraining | null;
  readonly jobs: readonly Job[];
  readonly notices: readonly AppNotice[];
  /** The colour of a label, the same wherever it appears. */
  readonly labelColor: (label: string) => string;
}

export interface AppActions {
  /** Reads everything again: at the start, after a reconnect. */
  refresh(): Promise<void>;
  refreshClips(): Promise<void>;
  refreshTunes(): Promise<void>;
  refreshRuns(): Promise<void>;
  openProject(projectId: string): Promise<void>;
  /** Opens the project of a kind that was open last, else any of that kind, else its sample. */
  openKind(kind: ProjectKind): Promise<void>;
  /** @param kind default speech */
  openSample(kind?: ProjectKind): Promise<void>;
  createProject(name: string, labels: readonly string[], kind?: ProjectKind): Promise<void>;
  renameProject(name: string): Promise<void>;
  /** Moves a project to the library's trash; opens another one when it was the open one. */
  removeProject(projectId: string): Promise<void>;
  setFeatures(features: FeatureConfig): Promise<void>;
  /** Puts in a project record that a call returned. */
  putProject(project: Project): void;
  /** Puts in clips that a call returned, without waiting for the engine's event. */
  putClips(clips: readonly Clip[]): void;
  dropClips(clipIds: readonly string[]): void;
  /** Puts in tunes that a call returned, without waiting for the engine's event. */
  putTunes(tunes: readonly Tune[]): void;
  dropTunes(tuneIds: readonly string[]): void;
  startJob(title: string): JobHandle;
  notify(level: Notice['level'], message: string, action?: AppNotice['action']): void;
  /** Shows an error in its own words; `aborted` is not shown: the person asked for it. */
  report(error: unknown): void;
  dismiss(noticeId: number): void;
  /** Runs an action and reports its error. @returns whether it went well */
  attempt(work: () => Promise<unknown>): Promise<boolean>;
}

export interface AppState extends AppData {
  readonly actions: AppActions;
}

export type AppStore = StoreApi<AppState>;
