// Fetches the notes of tunes and lets the browser save them as files, as a job that can be stopped.
// Not the formats: exportTunes.ts has those.

import type { Tune } from '../../../shared/contract/tunes';
import { plural } from '../../charts/format';
import { archiveName, download, zipFiles } from '../../components/zip';
import type { Lab } from '../../lab';
import { renderWav } from '../../music/player/renderWav';
import type { SoundFont } from '../../music/player/soundFonts';
import { readSoundFont } from '../../music/player/soundFonts';
import type { JobHandle } from '../../stores/appState';
import type { NamedScore, TuneFile, TuneFormat } from './exportTunes';
import { abcBook, fileNameOf, fileNames, midiFiles } from './exportTunes';
import type { ScoreCache } from './scoreCache';

const types: Readonly<Record<TuneFormat, string>> = {
  midi: 'audio/midi',
  abc: 'text/vnd.abc',
  wav: 'audio/wav',
};
/** A .zip of sounds is made in memory: more than this is done in portions. */
const MOST_SECONDS = 1200;

export async function saveTunes(
  { app, scorePlayer }: Pick<Lab, 'app' | 'scorePlayer'>,
  scores: ScoreCache,
  tunes: readonly Tune[],
  format: TuneFormat,
): Promise<void> {
  const { actions } = app.getState();
  const seconds = tunes.reduce((sum, tune) => sum + tune.seconds, 0);
  if (format === 'wav' && seconds > MOST_SECONDS) {
    return actions.notify(
      'warning',
      `${plural(tunes.length, 'tune')} last ${Math.round(seconds / 60)} minutes: select at most twenty minutes of tunes to save as WAV.`,
    );
  }
  const job = actions.startJob(tunes.length === 1 ? 'Exporting the tune' : 'Exporting tunes');
  try {
    await actions.attempt(async () => {
      const named: NamedScore[] = [];
      await scores.each(tunes, (tune, score) => named.push({ title: tune.title, score }), {
        signal: job.signal,
        onProgress: (done) => job.update(done, tunes.length),
      });
      const project = app.getState().project?.name ?? 'tunes';
      if (format === 'abc') saveBook(named, project, actions);
      else
        saveFiles(
          format === 'midi' ? midiFiles(named) : await wavFiles(named, job, await fontOf(scorePlayer)),
          project,
          types[format],
        );
    });
  } finally {
    job.end();
  }
}

function saveFiles(files: readonly TuneFile[], project: string, type: string): void {
  if (files.length === 1) return download(files[0].name, files[0].bytes, type);
  const name = archiveName(project, 'tunes');
  download(`${name}.zip`, zipFiles(name, files), 'application/zip');
}

function saveBook(
  named: readonly NamedScore[],
  project: string,
  { notify }: Pick<ReturnType<Lab['app']['getState']>['actions'], 'notify'>,
): void {
  const { text, cut, leftOut } = abcBook(named);
  if (text !== '') {
    const name = named.length === 1 ? fileNameOf(named[0].title) : archiveName(project, 'tunes');
    download(`${name}.abc`, new TextEncoder().encode(text), types.abc);
  }
  if (cut.length > 0) {
    notify('info', `${plural(cut.length, 'tune')} with chords or more voices: ABC holds their top line.`);
  }
  if (leftOut.length > 0) notify('warning', `${plural(leftOut.length, 'tune')} without notes left out.`);
}

/** Files sound as the page does: with the person's own sound font, where one is chosen. */
async function fontOf({ store }: Lab['scorePlayer']): Promise<SoundFont | null> {
  return store.getState().soundFont === null ? null : readSoundFont();
}

async function wavFiles(
  named: readonly NamedScore[],
  job: JobHandle,
  soundFont: SoundFont | null,
): Promise<readonly TuneFile[]> {
  const names = fileNames(
    named.map(({ title }) => title),
    'wav',
  );
  const files: TuneFile[] = [];
  for (const [i, { score }] of named.entries()) {
    const onProgress = (share: number) => job.update(i + share, named.length);
    files.push({
      name: names[i],
      bytes: await renderWav(score, { signal: job.signal, soundFont, onProgress }),
    });
  }
  return files;
}
