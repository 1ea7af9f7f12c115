// Projects: a folder of clips with labels and a feature configuration, or a folder of tunes.

import type { CallOptions } from './call';
import type { FeatureConfig } from './features';

/** Label of everything said that is not one of the words (Speech Commands' name). */
export const UNKNOWN_LABEL = '_unknown_';
/** Label of windows without speech; made from background recordings and synthesised noise, never recorded. */
export const SILENCE_LABEL = '_silence_';
/** Folder of long recordings used as noise, as Speech Commands names it. */
export const BACKGROUND_FOLDER = '_background_noise_';

/** What a project is about: words to recognize, or tunes to learn from. */
export const projectKinds = ['speech', 'music'] as const;
export type ProjectKind = (typeof projectKinds)[number];

export interface ProjectSummary {
  /** The folder's name: lower case letters, digits and dashes. */
  readonly id: string;
  readonly name: string;
  readonly kind: ProjectKind;
  readonly clips: number;
  readonly labels: number;
  readonly tunes: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** True for a project that comes with the lab: synthetic voices, the starter book of tunes. */
  readonly sample: boolean;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly kind: ProjectKind;
  /** Of a speech project, in the order the person made them (a music project has none); names as typed (1 to 40 characters, see clips/<label> for the folder). */
  readonly labels: readonly string[];
  /** Of a speech project; a music project keeps the default and uses none. */
  readonly features: FeatureConfig;
  readonly createdAt: string;
  readonly sample: boolean;
  /** Where it lies on this computer. */
  readonly folder: string;
  /** What was repaired or noticed when it was opened, for the screen; empty when nothing. */
  readonly notices: readonly string[];
}

export interface ProjectsService {
  /** All projects, last changed first. An unreadable one is left out and named in a notice event. */
  list(options: Record<string, never>, call?: CallOptions): Promise<readonly ProjectSummary[]>;
  /** @throws already-exists | invalid-argument | disk-full | disk-denied */
  create(
    options: {
      readonly name: string;
      /** Default speech. */
      readonly kind?: ProjectKind;
      readonly labels?: readonly string[];
      readonly features?: FeatureConfig;
    },
    call?: CallOptions,
  ): Promise<Project>;
  /**
   * The project that comes with the lab, synthetic voices (default) or the starter book of tunes: made from the lab's
   * assets when it is not there.
   */
  openSample(options: { readonly kind?: ProjectKind }, call?: CallOptions): Promise<Project>;
  open(options: { readonly projectId: string }, call?: CallOptions): Promise<Project>;
  /** Changes name or feature configuration. A changed configuration makes cached features stale, nothing else. */
  update(
    options: { readonly projectId: string; readonly name?: string; readonly features?: FeatureConfig },
    call?: CallOptions,
  ): Promise<Project>;
  addLabel(
    options: { readonly projectId: string; readonly label: string },
    call?: CallOptions,
  ): Promise<Project>;
  /** Renames a label and moves its clips. */
  renameLabel(
    options: { readonly projectId: string; readonly from: string; readonly to: string },
    call?: CallOptions,
  ): Promise<Project>;
  /** Removes a label; its clips go to the trash, from where `clips.restore` brings label and clips back. */
  removeLabel(
    options: { readonly projectId: string; readonly label: string },
    call?: CallOptions,
  ): Promise<{ readonly project: Project; readonly removedClipIds: readonly string[] }>;
  /** Moves a whole project to the library's trash folder. @throws busy while it trains */
  remove(options: { readonly projectId: string }, call?: CallOptions): Promise<void>;
}
