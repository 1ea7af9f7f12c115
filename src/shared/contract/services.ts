// The whole contract: every service by name, every event by name. Hosts carry exactly this and nothing else.

import type { ClipsService } from './clips';
import type { EvaluationService } from './evaluation';
import type { FeaturesService } from './features';
import type { GenerationService } from './generation';
import type { GeneratorsService } from './generators';
import type { LiveService } from './live';
import type { ModelsService } from './models';
import type { ProjectsService } from './projects';
import type { SystemService } from './system';
import type { EpochMetrics, RunsService, TrainingProgress, TrainingService } from './training';
import type { TunesService } from './tunes';

export interface Services {
  readonly system: SystemService;
  readonly projects: ProjectsService;
  readonly clips: ClipsService;
  readonly features: FeaturesService;
  readonly training: TrainingService;
  readonly runs: RunsService;
  readonly evaluation: EvaluationService;
  readonly live: LiveService;
  readonly models: ModelsService;
  readonly tunes: TunesService;
  readonly generators: GeneratorsService;
  readonly generation: GenerationService;
}

export type ServiceName = keyof Services;

/** Something the person should read. */
export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Pushed by the engine (and, for `host.engine`, by the host) to every page. */
export interface LabEvents {
  'projects.changed': Record<string, never>;
  /** Clips or labels of a project changed; read them again. */
  'clips.changed': { readonly projectId: string };
  /** Tunes of a project changed; read them again. */
  'tunes.changed': { readonly projectId: string };
  'runs.changed': { readonly projectId: string; readonly runId: string };
  'training.progress': TrainingProgress;
  'training.epoch': { readonly projectId: string; readonly runId: string; readonly metrics: EpochMetrics };
  notice: Notice;
  /** The engine process ended and a new one stands; `reason` says what happened and what was kept. */
  'host.engine': { readonly state: 'restarting' | 'ready' | 'failed'; readonly reason: string };
}

export type LabEventName = keyof LabEvents;

/** How the engine tells every page. */
export type EmitLabEvent = <Name extends LabEventName>(name: Name, data: LabEvents[Name]) => void;
