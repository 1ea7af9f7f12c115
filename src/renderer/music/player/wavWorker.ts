// The worker that renders a score to WAV for renderWav.ts.
// No state: one score, then it is ended.

import { toLabErrorData } from '../../../shared/contract/errors';
import { encodeStereoWav, renderScore } from '../../../shared/synth';
import type { RenderAnswer, RenderRequest } from './renderWav';

const answer = (message: RenderAnswer, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

self.onmessage = async ({ data: { score, qpm, instrument } }: MessageEvent<RenderRequest>) => {
  try {
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      answer({ kind: 'progress', share: done / total });
    const bytes = encodeStereoWav(await renderScore(score, { qpm, instrument, onProgress }));
    answer({ kind: 'done', bytes }, [bytes.buffer]);
  } catch (error) {
    answer({ kind: 'failed', error: toLabErrorData(error) });
  }
};
