// What Compose asks the generator for, how much of the result is copied, and the words for both.
// Expected numbers follow from the settings and from the fake services.

import { describe, expect, it } from 'vitest';
import { copyWords, writingWords } from './composeWords';
import { defaultSettings, generationOptions, inBounds } from './generateSettings';
import { pitchClasses } from './scales';
import { emptyScore, sketchOf } from './sketches';
import { openCompose, settled, writtenTune } from './testing/openCompose';

describe('what is asked for', () => {
  it('follows from the settings, limits that allow everything left out', () => {
    expect(generationOptions(defaultSettings, null)).toEqual({
      primer: null,
      bars: 8,
      variations: 3,
      seed: 1,
      temperature: 1,
      topK: 0,
      topP: 1,
      mayEnd: false,
      qpm: 120,
      meter: { beats: 4, beatUnit: 4 },
    });
    const primer = emptyScore(90, '3/4');
    const limited = { ...defaultSettings, scale: 'major', tonic: 2, lowestPitch: 60 };
    expect(generationOptions(limited, primer)).toMatchObject({
      scale: [1, 2, 4, 6, 7, 9, 11],
      lowestPitch: 60,
    });
    expect(generationOptions(limited, primer)).not.toHaveProperty('qpm');
  });

  it('is brought into bounds, whatever was typed or kept', () => {
    const wild = {
      ...defaultSettings,
      bars: 1e9,
      variations: 0,
      temperature: NaN,
      topP: -1,
      scale: 'no such',
      lowestPitch: 100,
      highestPitch: 20,
      meter: '13/17',
    };
    expect(inBounds({ ...wild, temperature: 9 })).toMatchObject({
      bars: 1000,
      variations: 1,
      temperature: 2,
      topP: 0.05,
      scale: 'any',
      lowestPitch: 100,
      highestPitch: 100,
      meter: '4/4',
    });
  });

  it('knows scales on every tonic', () => {
    expect(pitchClasses('minor', 9)).toEqual([0, 2, 4, 5, 7, 9, 11]);
    expect(pitchClasses('any', 9)).toEqual([]);
  });

  it('begins a tune from nothing in the metre and tempo that were set', () => {
    const source = { score: emptyScore(120, '4/4'), range: null, part: 0, tune: null, oneVoice: true };
    const sketch = sketchOf({ ...defaultSettings, qpm: 90, meter: '6/8' }, source);
    expect(sketch).toMatchObject({ kind: 'alone', primer: null, base: { tempos: [{ qpm: 90 }] } });
  });
});

describe('copies', () => {
  it('are measured for what is shown, a little after each change', async () => {
    const { compose, run, get } = await openCompose();
    const stop = compose.copies.follow(run);
    expect(get().copies.report).toBeNull();
    await compose.piece.openTune('tune-2');
    await settled(() => expect(get().copies.phase).toBe('measured'));
    expect(copyWords(get().copies.report!)).toBe(
      '11 notes in a row as in “Tune 1”, bars 5–6, in another key',
    );
    stop();
  });

  it('of a variation are looked for in what was written, not in what it goes on from', async () => {
    const measured: number[] = [];
    const { compose, run, get } = await openCompose({
      generation: {
        generate: async () => [writtenTune(1, 80, {}, 16)],
        measureCopies: async ({ score }) => {
          measured.push(score.parts.flatMap((part) => part.notes).length);
          return { longest: null, runs: [], notes: 0, tunes: [] };
        },
      },
    });
    await compose.piece.openTune('tune-1');
    compose.write.change({ origin: 'score', scope: 'last', primerBars: 1, variations: 1 });
    await compose.write.generate(run);
    compose.choose.show(get().variations[0].id);
    const stop = compose.copies.follow(run);
    await settled(() => expect(measured).toEqual([4]));
    expect(copyWords(get().copies.report!)).toBe('Shares no two notes in a row with the training tunes.');
    stop();
  });

  it('play the passage and the one it is like', async () => {
    const { compose, run, get, scorePlayer } = await openCompose();
    const stop = compose.copies.follow(run);
    await compose.piece.openTune('tune-2');
    await settled(() => expect(get().copies.phase).toBe('measured'));
    await compose.copies.hear(get().copies.report!.longest!);
    expect(scorePlayer.store.getState()).toMatchObject({ scoreId: 'compose:copies', status: 'playing' });
    scorePlayer.stop();
    stop();
  });
});

describe('words', () => {
  it('say what is being written', () => {
    const writing = {
      kind: 'variations',
      variationId: null,
      bars: 2,
      totalBars: 8,
      tokens: 40,
      isStopping: false,
    } as const;
    expect(writingWords(writing, 3)).toBe('Writing variation 3: bar 3 of 8');
    expect(writingWords({ ...writing, tokens: 0 }, null)).toBe('The generator is getting ready');
    expect(writingWords({ ...writing, kind: 'bars', bars: 8 }, null)).toBe(
      'Writing the bars anew: bar 8 of 8',
    );
    expect(writingWords({ ...writing, isStopping: true }, 1)).toBe('Stopping');
  });
});
