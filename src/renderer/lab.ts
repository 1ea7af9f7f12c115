// What every screen of the page works with, and how a component reaches it.
// Not a store: the stores it names are made once, in main.tsx, and live as long as the page.

import { createContext, useContext } from 'react';
import type { FeatureClient } from './audio/featureClient';
import type { MicrophoneSource } from './audio/microphoneSource';
import type { Player } from './audio/player';
import type { SoundCache } from './audio/soundCache';
import type { HostConnection } from './hosts/connection';
import type { ScorePlayer } from './music/player/scorePlayer';
import type { AppStore } from './stores/appStore';
import type { FirstSteps } from './stores/firstSteps';
import type { History } from './stores/history';

export interface Lab {
  /** The engine's services; calls made while the connection is down reject with `engine-lost`. */
  readonly services: HostConnection['services'];
  /** Follows an event of the engine across reconnects; returns how to stop. */
  readonly on: HostConnection['on'];
  readonly host: HostConnection;
  /** Project, clips, runs, training and notices: what more than one screen shows. */
  readonly app: AppStore;
  readonly player: Player;
  /** Plays tunes: one at a time, on every screen the same. */
  readonly scorePlayer: ScorePlayer;
  readonly microphone: MicrophoneSource;
  readonly features: FeatureClient;
  /** Sounds of clips by id, fetched in batches and kept while there is room. */
  readonly sounds: SoundCache;
  /** How far a newcomer has come with the sample projects. */
  readonly firstSteps: FirstSteps;
  /** Undo and redo of what was done to clips, labels and tunes. */
  readonly history: History;
}

export const LabContext = createContext<Lab | null>(null);

/** The lab of this page. Only inside {@link LabContext}. */
export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error('useLab was called outside LabContext');
  return lab;
}
