// Puts the parts of the page together around one connection to the engine.
// The only place that knows all of them; tests build a lab of their own around fakes.

import { createFeatureClient } from './audio/featureClient';
import { createMicrophoneSource } from './audio/microphoneSource';
import { createPlayer } from './audio/player';
import { createSoundCache } from './audio/soundCache';
import type { HostConnection } from './hosts/connection';
import type { Lab } from './lab';
import { createScorePlayer } from './music/player/createScorePlayer';
import { readSoundFont } from './music/player/soundFonts';
import { createAppStore } from './stores/appStore';
import { createFirstSteps } from './stores/firstSteps';
import { createHistory } from './stores/history';

export function createLab(host: HostConnection): Lab {
  const sounds = createSoundCache(host.services.clips);
  const app = createAppStore(host);
  const history = createHistory();
  const scorePlayer = createScorePlayer();
  // The lab's own instruments play until it is read, and where there is none.
  void readSoundFont().then((font) => font && scorePlayer.setSoundFont(font));
  app.subscribe((state, before) => {
    if (state.project?.id === before.project?.id) return;
    sounds.clear();
    history.clear();
    scorePlayer.stop();
  });
  return {
    services: host.services,
    on: host.on,
    host,
    app,
    player: createPlayer(sounds.get),
    scorePlayer,
    microphone: createMicrophoneSource(),
    features: createFeatureClient(),
    sounds,
    firstSteps: createFirstSteps(),
    history,
  };
}
