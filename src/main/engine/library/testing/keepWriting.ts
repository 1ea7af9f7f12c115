// A process that records and imports without end, and tells each take once it has been reported safe.
// Not a test: killed.test.ts starts it and kills it at any moment.

import { writeSync } from 'node:fs';
import type { Clip } from '../../../../shared/contract/clips';
import { openLibrary } from '../library';
import { importItem, tone, toneWav } from './sounds';

const [home, projectId, firstSeed] = process.argv.slice(2);
const tell = (clips: readonly Clip[]): void => {
  for (const { id, sha256, label, speaker } of clips)
    writeSync(1, `safe ${JSON.stringify({ id, sha256, label, speaker })}\n`);
};

const library = await openLibrary({ home, owner: 'the test', sampleAssets: null });
writeSync(1, 'open\n');
const device = {
  deviceLabel: 'test',
  sampleRate: 16000,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};
for (let seed = Number(firstSeed); ; seed += 20) {
  const take = { projectId, label: 'yes', speaker: 'Ann Ö.', session: 'now', device, sound: tone(seed) };
  const added = await library.clips.add(take);
  tell([added]);
  const files = Array.from({ length: 12 }, (_, i) =>
    importItem(`no/bob_nohash_${seed + i}.wav`, toneWav(seed + 1 + i), { listedSplit: 'test' }),
  );
  tell((await library.clips.importFiles({ projectId, session: 'import', files })).imported);
  await library.clips.update({ projectId, clipIds: [added.id], label: 'no' });
  tell([{ ...added, label: 'no' }]);
}
