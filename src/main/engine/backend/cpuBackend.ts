// TensorFlow.js' plain JavaScript backend: always there, slow. Not for training: the reference the others are
// tested against, and the last resort.

import type { BackendCandidate } from './candidate';

export const cpuBackend: BackendCandidate = {
  name: 'cpu',
  probe: () =>
    Promise.resolve({
      available: true,
      reason: 'plain JavaScript, always there, about fifteen times slower than wasm',
      threads: 1,
    }),
};
