// Where playback of one clip is, for the line over its pictures.
// Playback itself is audio/player.

import type { Player } from '../../audio/player';
import type { CursorSource } from '../../components/PlayCursor';

export function cursorOf(player: Player, clipId: string): CursorSource {
  return {
    current: () => {
      const { playing, time } = player.store.getState();
      return playing === clipId ? time : null;
    },
    subscribe: (listener) => player.store.subscribe(listener),
  };
}
