// A fake of live listening: a model that hears a word every two seconds, whatever is said.
// Never imported by production code.

import { defaultDecoderConfig } from '../../shared/contract/live';
import type { LiveService } from '../../shared/contract/live';
import { SILENCE_LABEL } from '../../shared/contract/projects';
import type { FakeState } from './fakeServices';

/** A model that hears a word every two seconds, one after the other. */
export function fakeLive(state: FakeState): LiveService {
  const labels = [...state.project.labels, SILENCE_LABEL];
  const { features } = state.project;
  const hop = features.hopLength / features.sampleRate;
  let frames = 0;
  let looked = 0;
  let fired = 0;
  return {
    open: async ({ decoder = defaultDecoderConfig }) => {
      frames = looked = fired = 0;
      return {
        sessionId: 'live-1',
        labels,
        features,
        decoder,
        windowFrames: 61,
        strideFrames: 6,
        backend: 'wasm',
      };
    },
    push: async ({ mfcc }) => {
      frames += mfcc.rows;
      const looks = [];
      const events = [];
      for (; looked + 6 <= frames; looked += 6) {
        const time = (looked + 6) * hop;
        const word = Math.floor(time / 2) % state.project.labels.length;
        const strength = Math.max(0, 1 - Math.abs((time % 2) - 1) * 2.4) * 0.97;
        const rest = (1 - strength) / (labels.length - 1);
        const share = (label: number, value: number, other: number) =>
          label === word ? value : label === labels.length - 1 ? other * 3 : other * 0.4;
        const posteriors = Float32Array.from(labels, (_, label) => share(label, strength, rest));
        looks.push({ time, posteriors, smoothed: posteriors.map((value) => value * 0.97) });
        if (strength > 0.8 && Math.floor(time / 2) > fired - 1) {
          fired = Math.floor(time / 2) + 1;
          events.push({ label: labels[word], time, score: strength * 0.97 });
        }
      }
      return { frames: looks, events, inferenceMs: 3.2 };
    },
    configure: async () => undefined,
    close: async () => undefined,
  };
}
