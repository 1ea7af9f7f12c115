// A project as a process leaves it when it ends well, and what the next one finds.
// Not damage: that is each test's own.

import { join } from 'node:path';
import { openTestLibrary, openTestProject } from './folders';
import { importItem, tone, toneWav } from './sounds';

/** A closed library whose project has three clips of yes by ann and one of no by bob. */
export async function closedProject() {
  const { home, library, projectId, folder } = await openTestProject();
  for (let i = 0; i < 3; i++) {
    await library.clips.add({
      projectId,
      label: 'yes',
      speaker: 'ann',
      session: 's',
      device: null,
      sound: tone(i * 90),
    });
  }
  const files = [importItem('no/bob_nohash_0.wav', toneWav(777), { listedSplit: 'test' })];
  await library.clips.importFiles({ projectId, session: 'i', files });
  const clips = await library.clips.list({ projectId });
  await library.close();
  return { home, projectId, folder, clips, index: join(folder, 'clips.jsonl') };
}

export async function reopen(home: string, projectId: string) {
  const library = await openTestLibrary(home);
  const { notices, labels } = await library.projects.open({ projectId });
  const clips = await library.clips.list({ projectId });
  return { library, notices, labels, clips };
}
