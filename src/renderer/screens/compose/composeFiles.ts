// Taking a piece along: MIDI, ABC for one voice, WAV rendered in a worker with progress.
// Not saving into the library: composePieces.ts.

import type { Score } from '../../../shared/contract/score';
import { isMonophonic, isTuned, withoutDrums } from '../../../shared/music/operations';
import { writeAbc } from '../../../shared/music/abc/writeAbc';
import { writeMidi } from '../../../shared/music/midi/writeMidi';
import { instruments } from '../../../shared/synth';
import type { renderWav } from '../../music/player/renderWav';
import type { SoundFont } from '../../music/player/soundFonts';
import { fileNameOf } from '../tunes/exportTunes';
import type { ComposeContext } from './composeState';
import { hasNotes, presentOf } from './composeState';
import { UNTITLED } from './composePieces';

export interface FileActions {
  exportMidi(): void;
  exportAbc(): void;
  exportWav(): Promise<void>;
}

export interface FileDoors {
  /** Hands a file to the person. */
  readonly download: (name: string, bytes: Uint8Array<ArrayBuffer>, type: string) => void;
  readonly renderWav: typeof renderWav;
  /** The person's own, where one was chosen. */
  readonly readSoundFont: () => Promise<SoundFont | null>;
}

/** Why a score cannot be written as ABC; empty where it can. */
export function abcProblem(score: Score): string {
  if (!hasNotes(withoutDrums(score))) return 'There are no notes yet.';
  return isMonophonic(withoutDrums(score)) ? '' : 'ABC holds one voice; here notes sound together.';
}

/** The score as it is heard: the chosen instrument takes the place of every part's own. */
function asHeard(score: Score, name: string | null): Score {
  const program = instruments.find((one) => one.name === name)?.program ?? null;
  if (program === null) return score;
  return { ...score, parts: score.parts.map((part) => (isTuned(part) ? { ...part, program } : part)) };
}

export function createFileActions({ store, lab }: ComposeContext, doors: FileDoors): FileActions {
  const { scorePlayer, app } = lab;
  const { actions } = app.getState();
  const piece = () => {
    const { score, title } = presentOf(store.getState());
    const name = title.trim() || UNTITLED;
    return { score: { ...score, title: name }, name: fileNameOf(name) };
  };
  const instrument = () => scorePlayer.store.getState().instrument;

  return {
    exportMidi: () =>
      void actions.attempt(async () => {
        const { score, name } = piece();
        doors.download(`${name}.mid`, writeMidi(asHeard(score, instrument())), 'audio/midi');
      }),
    exportAbc: () =>
      void actions.attempt(async () => {
        const { score, name } = piece();
        const text = writeAbc(withoutDrums(score));
        doors.download(`${name}.abc`, new TextEncoder().encode(text), 'text/vnd.abc');
      }),
    exportWav: async () => {
      const { score, name } = piece();
      const job = actions.startJob('Rendering sound');
      await actions.attempt(async () => {
        try {
          const { soundFont } = scorePlayer.store.getState();
          const bytes = await doors.renderWav(score, {
            soundFont: soundFont === null ? null : await doors.readSoundFont(),
            instrument: instrument() ?? undefined,
            signal: job.signal,
            onProgress: (share) => job.update(Math.round(share * 100), 100),
          });
          doors.download(`${name}.wav`, bytes, 'audio/wav');
        } finally {
          job.end();
        }
      });
    },
  };
}
