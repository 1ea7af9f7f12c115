// The worker that renders a score to WAV for renderWav.ts.
// No state: one score, then it is ended.

import { toLabErrorData } from '../../../shared/contract/errors';
import { createSoundFontSynth } from '../../../shared/soundfont';
import { createSynth, encodeStereoWav, renderScore } from '../../../shared/synth';
import type { RenderAnswer, RenderRequest } from './renderWav';

const answer = (message: RenderAnswer, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

/** Frames a second of the file. */
const SAMPLE_RATE = 44100;

self.onmessage = async ({ data }: MessageEvent<RenderRequest>) => {
  const { score, qpm, instrument, soundFont } = data;
  try {
    const synth = soundFont
      ? await createSoundFontSynth(SAMPLE_RATE, soundFont.bytes, soundFont.name)
      : createSynth(SAMPLE_RATE);
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      answer({ kind: 'progress', share: done / total });
    const bytes = encodeStereoWav(await renderScore(score, { qpm, instrument, synth, onProgress }));
    answer({ kind: 'done', bytes }, [bytes.buffer]);
  } catch (error) {
    answer({ kind: 'failed', error: toLabErrorData(error) });
  }
};
