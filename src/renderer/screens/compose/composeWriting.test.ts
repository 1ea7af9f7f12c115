// Generating on Compose around a fake generator: variations, keep and discard, bars in place, stop.
// The fake writes 16 steps a bar of 4 a quarter; scores here have 24 a quarter, 96 a bar.

import { describe, expect, it } from 'vitest';
import type { GenerationOptions } from '../../../shared/contract/generation';
import type { Note } from '../../../shared/contract/score';
import { createPart, createScore, scoreLength } from '../../../shared/music/score';
import { LabError } from '../../../shared/contract/errors';
import { shownScore, shownVariation } from './composeState';
import { rewriting } from './sketches';
import { openCompose, settled, writtenTune as tune } from './testing/openCompose';

const quick = { variations: 2, bars: 2 };

describe('variations', () => {
  it('arrive while they are written and stand to be chosen from', async () => {
    const { compose, run, get } = await openCompose();
    compose.write.change({ variations: 2, bars: 8 });
    const growing: number[] = [];
    compose.store.subscribe((state) => growing.push(state.variations[0]?.fresh.size ?? 0));
    await compose.write.generate(run);
    expect(growing.some((size) => size > 0 && size < get().variations[0].fresh.size)).toBe(true);
    expect(get().variations.map(({ number, isWriting, ending }) => [number, isWriting, ending])).toEqual([
      [1, false, 'bars'],
      [2, false, 'bars'],
    ]);
    expect(get().variations[1].seed).toBe(get().variations[0].seed + 1);
    expect(get().writing).toBeNull();
    expect(shownVariation(get())).not.toBeNull();
  });

  it('open in an empty score and go behind one that is not, at its next bar', async () => {
    const { compose, run, notes, get, document } = await openCompose();
    compose.write.change(quick);
    await compose.write.generate(run);
    const [first, second] = get().variations;
    compose.choose.keep(first.id);
    expect(notes()).toHaveLength(first.fresh.size);
    expect(document().origin).toBe('generated');
    expect(shownVariation(get())).toBeNull();
    compose.choose.keep(second.id);
    expect(notes()).toHaveLength(first.fresh.size + second.fresh.size);
    const fresh = [...document().selection].map(({ onsetStep }) => onsetStep);
    expect(Math.min(...fresh)).toBe(2 * 96);
    expect(get().variations).toEqual([]);
    compose.edit.undo();
    expect(notes()).toHaveLength(first.fresh.size);
  });

  it('are discarded, and come back', async () => {
    const { compose, run, get, app } = await openCompose();
    compose.write.change(quick);
    await compose.write.generate(run);
    const before = get().variations;
    compose.choose.discard(before[0].id);
    expect(get().variations).toEqual([before[1]]);
    app.getState().notices.at(-1)?.action?.run();
    expect(get().variations).toEqual(before);
    compose.choose.discardAll();
    expect(get().variations).toEqual([]);
    app.getState().notices.at(-1)?.action?.run();
    expect(get().variations).toEqual(before);
  });

  it('have the pick-up and the metre that were written, and stand on bar lines when kept behind', async () => {
    const waltz = tune(2, 70);
    const score = {
      ...waltz.score,
      pickupSteps: 4,
      meters: [{ step: 0, beats: 3, beatUnit: 4 }],
    };
    const { compose, run, get, document } = await openCompose({
      generation: { generate: async () => [{ ...waltz, score }] },
    });
    compose.edit.chooseGrid('1/4');
    compose.edit.addAtCursor();
    compose.write.change({ variations: 1 });
    await compose.write.generate(run);
    const [variation] = get().variations;
    expect(variation.score).toMatchObject({ pickupSteps: 4, stepsPerQuarter: 4, meters: [{ beats: 3 }] });
    compose.choose.keep(variation.id);
    // The score has one bar of 4/4; the tune's first whole bar begins with the third, its pick-up a quarter before.
    const [first] = [...document().selection];
    expect(first.onsetStep).toBe(96 + 72);
  });

  it('go on from the end of the score, and stand behind it when kept', async () => {
    const asked: GenerationOptions[] = [];
    const { compose, run, get, notes } = await openCompose({
      generation: {
        generate: async (options) => {
          asked.push(options);
          return [tune(1, 80, {}, 16 * 4)];
        },
      },
    });
    await compose.piece.openTune('tune-1');
    const before = notes().length;
    compose.write.change({ origin: 'score', scope: 'last', primerBars: 4, variations: 1 });
    await compose.write.generate(run);
    // Four bars of 4/4 at 24 steps a quarter.
    expect(scoreLength(asked[0].primer!)).toBe(4 * 96);
    const [variation] = get().variations;
    // The score has 16 bars; the primer began at the 13th, so what follows its end begins at 16 bars.
    expect([...variation.fresh].map(({ onsetStep }) => onsetStep / 96)).toEqual([16, 16.25, 16.5, 16.75]);
    expect(variation.score.parts[0].notes).toHaveLength(before + 4);
    compose.choose.keep(variation.id);
    expect(notes()).toHaveLength(before + 4);
  });

  it('go behind what was written in the meantime, and take nothing of it away', async () => {
    const { compose, run, get, notes } = await openCompose({
      generation: { generate: async () => [tune(1, 80, {}, 16), tune(1, 81, {}, 16)] },
    });
    compose.edit.chooseGrid('1/4');
    for (let i = 0; i < 4; i++) compose.edit.addAtCursor();
    compose.write.change({ origin: 'score', scope: 'all', variations: 2 });
    await compose.write.generate(run);
    const [first, second] = get().variations;
    compose.choose.keep(first.id);
    compose.choose.keep(second.id);
    expect(notes().map(({ pitch }) => pitch)).toEqual([
      ...Array<number>(4).fill(67),
      ...Array<number>(4).fill(80),
      ...Array<number>(4).fill(81),
    ]);
    expect(notes().map(({ onsetStep }) => onsetStep)).toEqual(Array.from({ length: 12 }, (_, i) => 24 * i));
  });

  it('say why nothing could be begun', async () => {
    const { compose, run, get } = await openCompose();
    compose.write.change({ origin: 'score' });
    await compose.write.generate(run);
    expect(get().problem).toContain('The score is empty');
    compose.write.change({ origin: 'tune', tuneId: null });
    await compose.write.generate(run);
    expect(get().problem).toContain('Choose a tune');
  });

  it('say why a result is short, and leave none that is empty', async () => {
    const short = tune(1, 70, {
      ending: 'model-ended',
      message: 'The model ended the tune after 1 of 2 bars.',
    });
    const empty = { ...tune(0, 70), message: 'The model ended the tune at once.' };
    const { compose, run, get } = await openCompose({
      generation: { generate: async () => [short, empty] },
    });
    compose.write.change(quick);
    await compose.write.generate(run);
    expect(get().variations.map(({ message }) => message)).toEqual([short.message]);
    expect(get().problem).toBe(empty.message);
  });

  it('keep what was written when the engine fails, and say what happened', async () => {
    const { compose, run, get } = await openCompose({
      generation: {
        generate: async (_, call) => {
          const { notes } = tune(1, 60).score.parts[0];
          call?.onProgress?.({ variation: 0, stepsPerQuarter: 4, notes, bars: 1, tokens: 9 });
          await new Promise((resolve) => setTimeout(resolve, 120));
          throw new LabError('engine-lost', 'The engine ended.');
        },
      },
    });
    compose.write.change(quick);
    await compose.write.generate(run);
    expect(get().problem).toBe('The engine ended.');
    expect(get().variations.map(({ ending, fresh }) => [ending, fresh.size])).toEqual([['stopped', 4]]);
  });

  it('stop when asked, with what is there', async () => {
    const { compose, run, get } = await openCompose();
    compose.write.change({ bars: 60, variations: 1 });
    const writing = compose.write.generate(run);
    await settled(() => expect(get().writing?.bars).toBeGreaterThan(0));
    compose.write.stop();
    await writing;
    expect(get().writing).toBeNull();
    expect(get().variations).toHaveLength(1);
  });
});

describe('bars written anew', () => {
  const anew = async () => {
    const asked: GenerationOptions[] = [];
    const opened = await openCompose({
      generation: {
        generate: async (options) => {
          asked.push(options);
          // Behind one bar that it heard: two bars, of which the second is not wanted.
          return [tune(2, 99, {}, 16)];
        },
      },
    });
    await opened.compose.piece.openTune('tune-1');
    return { ...opened, asked };
  };

  it('take the place of the old ones; the rest stays, and undo brings them back', async () => {
    const { compose, run, notes, document, asked } = await anew();
    const before = document().score;
    compose.edit.setRange({ from: 96, to: 192 });
    await compose.write.rewrite(run);
    expect(asked[0]).toMatchObject({ bars: 1, startStep: 96, variations: 1, mayEnd: false });
    expect(scoreLength(asked[0].primer!)).toBe(96);
    const inside = notes().filter(({ onsetStep }) => onsetStep >= 96 && onsetStep < 192);
    expect(inside.map(({ pitch }) => pitch)).toEqual([99, 99, 99, 99]);
    const outside = (all: readonly Note[]) =>
      all.filter(({ onsetStep }) => onsetStep < 96 || onsetStep >= 192);
    expect(outside(notes())).toEqual(outside(before.parts[0].notes));
    compose.edit.undo();
    expect(document().score).toBe(before);
  });

  it('stay as they were where it is stopped', async () => {
    const { compose, run, document, get } = await openCompose();
    await compose.piece.openTune('tune-1');
    const before = document().score;
    compose.edit.setRange({ from: 96, to: 96 * 15 });
    const writing = compose.write.rewrite(run);
    await settled(() => expect(get().trial).not.toBeNull());
    expect(shownScore(get()).score).not.toBe(before);
    compose.write.stop();
    await writing;
    expect(shownScore(get()).score).toBe(before);
    expect(get().problem).toBe('Stopped: the bars are as they were.');
  });

  it('begin where they stand, silent bars before them included', () => {
    const [first] = tune(1, 60).score.parts;
    const score = createScore({
      stepsPerQuarter: 4,
      parts: [createPart([...first.notes, { pitch: 60, velocity: 90, onsetStep: 100, durationSteps: 4 }])],
    });
    const source = { score, range: null, part: 0, tune: null, oneVoice: true };
    // One bar is heard, bars 2 to 4 are silent, 5 and 6 are wanted.
    expect(rewriting(source, { from: 64, to: 96 })).toMatchObject({ bars: 2, startStep: 64 });
    expect(rewriting(source, { from: 16, to: 32 })).toMatchObject({ bars: 1, startStep: 16 });
    // Nothing is heard: from nothing, put where the bars are.
    const start = rewriting(source, { from: 0, to: 16 });
    expect(start).toMatchObject({ primer: null, bars: 1, placement: { originStep: 0 } });
    expect(start).not.toHaveProperty('startStep');
  });

  it('leave the other parts alone where the generator writes one voice', () => {
    const parts = [
      createPart(tune(2, 60).score.parts[0].notes),
      createPart(tune(2, 40).score.parts[0].notes),
    ];
    const score = createScore({ stepsPerQuarter: 4, parts });
    const source = { score, range: null, part: 1, tune: null, oneVoice: true };
    const { primer, placement } = rewriting(source, { from: 16, to: 32 });
    expect(primer?.parts).toHaveLength(1);
    expect(primer?.parts[0].notes[0].pitch).toBe(40);
    expect(placement).toMatchObject({ part: 1, onlyPart: true });
    expect(rewriting({ ...source, oneVoice: false }, { from: 16, to: 32 }).primer?.parts).toHaveLength(2);
  });
});
