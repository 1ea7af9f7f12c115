// A process that imports and saves tunes without end, and tells each once it has been reported safe.
// Not a test: killed.test.ts starts it and kills it at any moment.

import { writeSync } from 'node:fs';
import type { Tune } from '../../../../shared/contract/tunes';
import { createPart, createScore, writeMidi } from '../../../../shared/music';
import type { Score } from '../../../../shared/music';
import { openLibrary } from '../library';

const [home, projectId, firstSeed] = process.argv.slice(2);
const tell = (tunes: readonly Tune[]): void => {
  for (const { id, sha256, title } of tunes) writeSync(1, `safe ${JSON.stringify({ id, sha256, title })}\n`);
};

/** Twelve notes that say the seed in binary. */
function score(seed: number): Score {
  const notes = Array.from({ length: 12 }, (_, i) => ({
    ...{ pitch: 60 + ((seed >> i) & 1), velocity: 90, onsetStep: i, durationSteps: 1 },
  }));
  return createScore({ title: `Tune ${seed}`, stepsPerQuarter: 2, parts: [createPart(notes)] });
}

const library = await openLibrary({ home, owner: 'the test', sampleAssets: null });
writeSync(1, 'open\n');
for (let seed = Number(firstSeed); ; seed += 20) {
  const save = (tuneId: string | null, title: string, from: number) =>
    library.tunes.save({ projectId, tuneId, title, score: score(from), origin: 'drawn' });
  const saved = await save(null, 'Drawn', seed);
  tell([saved]);
  const files = Array.from({ length: 12 }, (_, i) => ({
    ...{ name: `${seed + i}.mid`, bytes: writeMidi(score(seed + 1 + i)) },
  }));
  tell((await library.tunes.importFiles({ projectId, files })).imported);
  tell([await save(saved.id, 'Drawn anew', seed + 15)]);
}
