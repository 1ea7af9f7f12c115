// A fake of the tunes of a music project: scores in memory, read and counted by the real music code.
// Never imported by production code: it keeps nothing on disk and its tunes are invented, the same ones each time.

import { LabError } from '../../shared/contract/errors';
import type { Project } from '../../shared/contract/projects';
import type { Score } from '../../shared/contract/score';
import type { EmitLabEvent } from '../../shared/contract/services';
import type { Tune, TuneOrigin, TunesService } from '../../shared/contract/tunes';
import {
  barsOf,
  collectionStatistics,
  createPart,
  createScore,
  estimateKey,
  fingerprintOf,
  isMonophonic,
  keyName,
  pitchRange,
  readTunes,
  scoreLength,
  splitTunes,
} from '../../shared/music';

export interface FakeTune {
  readonly tune: Tune;
  readonly score: Score;
}

export interface FakeMusic {
  project: Project;
  tunes: FakeTune[];
  readonly trash: Map<string, FakeTune>;
  readonly emit: EmitLabEvent;
}

/** A melody that walks up and down a major scale: tune `n` is a little different from tune `n + 1`. */
export function fakeScore(n: number, bars = 16): Score {
  const scale = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19];
  const tonic = 55 + ((n * 7) % 12);
  const lengths = n % 3 === 0 ? [2, 2, 2, 2] : n % 3 === 1 ? [4, 2, 2] : [3, 1, 2, 2];
  const notes = [];
  let onsetStep = 0;
  for (let i = 0; onsetStep < bars * 16; i++) {
    const durationSteps = lengths[i % lengths.length];
    const degree = Math.abs(((i * (1 + (n % 4)) + n + Math.floor(i / 7)) % 22) - 11);
    notes.push({ pitch: tonic + scale[degree], velocity: 90, onsetStep, durationSteps });
    onsetStep += durationSteps;
  }
  return createScore({ stepsPerQuarter: 4, title: `Tune ${n + 1}`, parts: [createPart(notes)] });
}

export function fakeTune(score: Score, id: string, fields: Partial<Tune> = {}): FakeTune {
  const key = score.keys[0] ?? estimateKey(score);
  const meter = score.meters[0];
  const length = scoreLength(score);
  const tune: Tune = {
    id,
    title: score.title,
    file: `scores/${id}.abc`,
    origin: 'imported',
    source: 'book.abc X:1',
    listedSplit: null,
    sha256: id.padStart(64, '0'),
    parts: score.parts.map(({ name, channel, program, notes }) => ({
      name,
      channel,
      program,
      notes: notes.length,
      drums: channel === 9,
    })),
    notes: score.parts.reduce((sum, part) => sum + part.notes.length, 0),
    bars: barsOf(score, length).length,
    seconds: (length / score.stepsPerQuarter / score.tempos[0].qpm) * 60,
    range: pitchRange(score),
    key: key === null ? '' : keyName(key),
    meter: `${meter.beats}/${meter.beatUnit}`,
    qpm: score.tempos[0].qpm,
    monophonic: isMonophonic(score),
    notices: [],
    createdAt: '2026-11-22T09:00:00.000Z',
    ...fields,
  };
  return { tune, score };
}

/** Different melodies; tunes behind them are those again under other names. */
const DIFFERENT = 200;

function manyTunes(count: number): FakeTune[] {
  const made = Array.from({ length: Math.min(count, DIFFERENT) }, (_, n) =>
    fakeTune(fakeScore(n), `tune-${n + 1}`, { origin: 'starter' }),
  );
  return Array.from({ length: count }, (_, n) => {
    const { tune, score } = made[n % DIFFERENT];
    return { tune: { ...tune, id: `tune-${n + 1}`, title: `Tune ${n + 1}` }, score };
  });
}

export function createFakeMusic(count: number, sample: boolean, emit: EmitLabEvent): FakeMusic {
  return {
    project: {
      id: 'starter-tunes',
      name: 'Starter tunes',
      kind: 'music',
      labels: [],
      features: {} as Project['features'],
      createdAt: '2026-11-22T09:00:00.000Z',
      sample,
      folder: '/home/ada/Earshot/projects/starter-tunes',
      notices: [],
    },
    tunes: manyTunes(count),
    trash: new Map(),
    emit,
  };
}

export function fakeTunes(music: FakeMusic): TunesService {
  let made = 0;
  const find = (id: string) => {
    const found = music.tunes.find(({ tune }) => tune.id === id);
    if (found === undefined) throw new LabError('not-found', `There is no tune ${id}.`);
    return found;
  };
  const put = (entry: FakeTune) => {
    const known = music.tunes.some(({ tune }) => tune.id === entry.tune.id);
    music.tunes = known
      ? music.tunes.map((one) => (one.tune.id === entry.tune.id ? entry : one))
      : [...music.tunes, entry];
    return entry.tune;
  };
  return {
    list: async () => music.tunes.map(({ tune }) => tune),
    scores: async ({ tuneIds }) => tuneIds.map((id) => find(id).score),
    importFiles: async ({ files }) => importFiles(music, files, () => `import-${++made}`),
    save: async ({ tuneId, title, score, origin }) =>
      put(
        fakeTune({ ...score, title }, tuneId ?? `saved-${++made}`, { origin: origin satisfies TuneOrigin }),
      ),
    rename: async ({ tuneId, title }) => {
      const { tune, score } = find(tuneId);
      return put({ tune: { ...tune, title }, score: { ...score, title } });
    },
    remove: async ({ tuneIds }) => {
      tuneIds.map(find).forEach((one) => music.trash.set(one.tune.id, one));
      music.tunes = music.tunes.filter(({ tune }) => !tuneIds.includes(tune.id));
    },
    restore: async ({ tuneIds }) => {
      const back = tuneIds.flatMap((id) => music.trash.get(id) ?? []);
      music.tunes = [...music.tunes, ...back];
      return back.map(({ tune }) => tune);
    },
    overview: async () => {
      const scores = music.tunes.slice(0, DIFFERENT).map(({ score }) => score);
      const { splits } = splitTunes(scores.map(fingerprintOf), { seed: 1 });
      return {
        statistics: collectionStatistics(scores),
        splits: music.tunes.map((_, n) => splits[n % DIFFERENT]),
        tuneIds: music.tunes.map(({ tune }) => tune.id),
      };
    },
  };
}

function importFiles(
  music: FakeMusic,
  files: Parameters<TunesService['importFiles']>[0]['files'],
  nextId: () => string,
): Awaited<ReturnType<TunesService['importFiles']>> {
  const imported: Tune[] = [];
  const skipped: { source: string; code: string; message: string }[] = [];
  for (const { name, bytes } of files) {
    try {
      for (const { score, place, split, notices } of readTunes(bytes, { name }).tunes) {
        const source = `${name} ${place}`.trim();
        const entry = fakeTune(score, nextId(), { source, listedSplit: split, notices });
        music.tunes = [...music.tunes, entry];
        imported.push(entry.tune);
      }
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      skipped.push({ source: name, code: error.code, message: error.message });
    }
  }
  return { imported, skipped };
}
