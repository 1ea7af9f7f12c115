// The Compose store around fake services: editing by keys, drafts, saving, files, playing.
// Steps are counted by hand: 24 a quarter note, a grid of sixteenths is 6.

import { describe, expect, it, vi } from 'vitest';
import { readMidi } from '../../../shared/music/midi/readMidi';
import { readAbcBook } from '../../../shared/music/abc/readAbc';
import { handToCompose } from '../../stores/composeInbox';
import { abcProblem } from './composeFiles';
import { isChanged, shownScore } from './composeState';
import { memoryDrafts, openCompose, settled } from './testing/openCompose';

describe('editing by keys', () => {
  it('writes notes at the cursor and goes on by the grid', async () => {
    const { compose, notes, get } = await openCompose();
    compose.edit.addAtCursor();
    compose.edit.nudge(0, 2);
    compose.edit.addAtCursor();
    expect(notes().map(({ pitch, onsetStep, durationSteps }) => [pitch, onsetStep, durationSteps])).toEqual([
      [67, 0, 6],
      [69, 6, 6],
    ]);
    expect(get().cursor).toEqual({ step: 12, pitch: 69 });
  });

  it('moves, stretches, quantises, deletes and undoes to exactly what was', async () => {
    const { compose, notes, document } = await openCompose();
    await compose.piece.openTune('tune-1');
    const before = document().score;
    compose.edit.selectAll();
    compose.edit.nudge(1, 0);
    compose.edit.nudge(0, 12);
    compose.edit.nudgeBars(1);
    expect(notes()[0].onsetStep).toBe(6 + 96);
    expect(notes()[0].pitch).toBe(before.parts[0].notes[0].pitch + 12);
    compose.edit.stretch(1);
    compose.edit.chooseGrid('1/8T');
    compose.edit.quantise();
    expect(notes().every(({ onsetStep }) => onsetStep % 8 === 0)).toBe(true);
    compose.edit.remove();
    expect(notes()).toEqual([]);
    for (let i = 0; i < 6; i++) compose.edit.undo();
    expect(document().score).toBe(before);
    for (let i = 0; i < 6; i++) compose.edit.redo();
    expect(notes()).toEqual([]);
  });

  it('pastes at the playhead', async () => {
    const { compose, notes, scorePlayer } = await openCompose();
    compose.edit.addAtCursor();
    compose.edit.selectAll();
    compose.edit.copy();
    scorePlayer.seek(50);
    compose.edit.paste();
    expect(notes().map(({ onsetStep }) => onsetStep)).toEqual([0, 48]);
  });

  it('copies selected bars as whole bars, the rest at their end included', async () => {
    const { compose, notes } = await openCompose();
    compose.edit.addAtCursor();
    compose.edit.setRange({ from: 0, to: 96 });
    compose.edit.duplicate();
    expect(notes().map(({ onsetStep }) => onsetStep)).toEqual([0, 96]);
  });

  it('selects bars and changes loudness', async () => {
    const { compose, notes, get, scorePlayer } = await openCompose();
    compose.edit.addAtCursor();
    compose.edit.moveCursor({ step: 100, pitch: 60 });
    compose.edit.selectBar(false);
    expect(get().range).toEqual({ from: 96, to: 192 });
    compose.edit.selectBar(true);
    expect(get().range).toEqual({ from: 96, to: 288 });
    compose.edit.setRange(null);
    compose.edit.selectAll();
    compose.edit.changeVelocity(8);
    expect(notes()[0].velocity).toBe(98);
    compose.edit.selectNone();
    compose.play.seekToCursor();
    expect(scorePlayer.store.getState().step).toBe(100);
  });

  it('walks with Tab and lets it out at the end', async () => {
    const { compose, document, get } = await openCompose();
    compose.edit.addAtCursor();
    compose.edit.addAtCursor();
    compose.edit.moveCursor({ step: 0, pitch: 60 });
    compose.edit.step(true);
    compose.edit.step(true);
    expect([...document().selection].map(({ onsetStep }) => onsetStep)).toEqual([6]);
    expect(get().tabLeaves).toBe(false);
    compose.edit.step(true);
    expect(get().tabLeaves).toBe(true);
  });

  it('changes tempo, metre and title as edits that can be taken back', async () => {
    const { compose, document } = await openCompose();
    compose.edit.setTempo(90);
    compose.edit.setMeter('6/8');
    compose.piece.rename('Jig');
    expect(document().score.tempos).toEqual([{ step: 0, qpm: 90 }]);
    expect(document().score.meters).toEqual([{ step: 0, beats: 6, beatUnit: 8 }]);
    compose.edit.undo();
    compose.edit.undo();
    expect(document()).toMatchObject({ title: '', score: { meters: [{ beats: 4 }] } });
  });
});

describe('pieces', () => {
  it('opens a tune and goes back to the piece before with undo', async () => {
    const { compose, document, notes, get } = await openCompose();
    compose.edit.addAtCursor();
    await compose.piece.openTune('tune-2');
    expect(document()).toMatchObject({ title: 'Tune 2', tuneId: 'tune-2' });
    expect(isChanged(get())).toBe(false);
    compose.edit.undo();
    expect(notes()).toHaveLength(1);
    expect(document().tuneId).toBeNull();
  });

  it('saves a new tune, then in its place', async () => {
    const { compose, app, get, document, music } = await openCompose();
    compose.edit.addAtCursor();
    expect(isChanged(get())).toBe(true);
    await compose.piece.save(false);
    expect(isChanged(get())).toBe(false);
    expect(document().title).toBe('Untitled tune');
    expect(music.tunes).toHaveLength(6);
    compose.edit.addAtCursor();
    await compose.piece.save(false);
    expect(music.tunes).toHaveLength(6);
    expect(app.getState().tunes.at(-1)?.notes).toBe(2);
    await compose.piece.save(true);
    expect(music.tunes).toHaveLength(7);
  });

  it('keeps a draft and brings it back, saying so', async () => {
    const drafts = memoryDrafts();
    const first = await openCompose({ drafts });
    first.compose.edit.addAtCursor();
    first.compose.piece.rename('Half a tune');
    await settled(() => expect(drafts.kept.size).toBe(1));
    const second = await openCompose({ drafts });
    expect(second.notes()).toHaveLength(1);
    expect(second.document().title).toBe('Half a tune');
    expect(second.app.getState().notices.at(-1)?.message).toContain('"Half a tune" was not saved yet');
    expect(isChanged(second.get())).toBe(true);
  });

  it('says so where the browser keeps no drafts', async () => {
    const broken = { read: async () => null, write: () => Promise.reject(new Error('no room')) };
    const { compose, get } = await openCompose({ drafts: broken });
    compose.edit.addAtCursor();
    await settled(() => expect(get().keepsDrafts).toBe(false));
  });

  it('keeps what was changed a moment before the screen is left for another project', async () => {
    const drafts = memoryDrafts();
    const { compose } = await openCompose({ drafts });
    compose.edit.addAtCursor();
    compose.dispose();
    expect([...drafts.kept.values()][0].score.parts[0].notes).toHaveLength(1);
  });

  it('opens a MIDI file that is not in the library, and says why one cannot be read', async () => {
    const { compose, downloads, document, notes, app } = await openCompose();
    await compose.piece.openTune('tune-1');
    const before = notes();
    compose.files.exportMidi();
    await settled(() => expect(downloads).toHaveLength(1));
    compose.piece.begin();
    const bytes = downloads[0].bytes as Uint8Array<ArrayBuffer>;
    await compose.piece.openFile({ name: 'found.mid', arrayBuffer: async () => bytes.slice().buffer });
    expect(document()).toMatchObject({ title: 'Tune 1', tuneId: null });
    expect(notes()).toEqual(before);
    await compose.piece.openFile({ name: 'bad.mid', arrayBuffer: async () => new ArrayBuffer(3) });
    expect(app.getState().notices.at(-1)).toMatchObject({ level: 'error' });
    expect(notes()).toEqual(before);
  });

  it('takes what Tunes hands over', async () => {
    const { compose, document, get } = await openCompose();
    handToCompose({ kind: 'open', tuneId: 'tune-3' });
    compose.takeWish();
    await settled(() => expect(document().tuneId).toBe('tune-3'));
    handToCompose({ kind: 'primer', tuneId: 'tune-4' });
    compose.takeWish();
    expect(get().settings).toMatchObject({ origin: 'tune', tuneId: 'tune-4' });
  });
});

describe('files', () => {
  it('writes MIDI and ABC that read back to the same notes', async () => {
    const { compose, notes, downloads } = await openCompose();
    await compose.piece.openTune('tune-1');
    compose.edit.selectAll();
    compose.edit.nudge(0, 1);
    compose.files.exportMidi();
    compose.files.exportAbc();
    await settled(() => expect(downloads).toHaveLength(2));
    expect(downloads.map(({ name }) => name)).toEqual(['Tune 1.mid', 'Tune 1.abc']);
    const midi = readMidi(downloads[0].bytes, { name: 'Tune 1.mid' }).score;
    expect(midi.parts[0].notes).toEqual(notes());
    const [abc] = readAbcBook(new TextDecoder().decode(downloads[1].bytes), 'x.abc').tunes;
    expect(abc.score.parts[0].notes.map(({ pitch }) => pitch)).toEqual(notes().map(({ pitch }) => pitch));
  });

  it('writes the instrument that is heard', async () => {
    const { compose, downloads, scorePlayer } = await openCompose();
    await compose.piece.openTune('tune-1');
    scorePlayer.setInstrument('flute');
    compose.files.exportMidi();
    await settled(() => expect(downloads).toHaveLength(1));
    expect(readMidi(downloads[0].bytes, { name: 'x' }).score.parts[0].program).toBe(73);
  });

  it('renders sound as a job with progress', async () => {
    const { compose, downloads, app } = await openCompose();
    await compose.piece.openTune('tune-1');
    const seen: string[] = [];
    app.subscribe(({ jobs }) => seen.push(jobs.map(({ title, done }) => `${title} ${done}`).join()));
    await compose.files.exportWav();
    expect(downloads[0].name).toBe('Tune 1.wav');
    expect(seen).toContain('Rendering sound 100');
    expect(app.getState().jobs).toEqual([]);
  });

  it('says why chords are no ABC', async () => {
    const { compose, document } = await openCompose();
    expect(abcProblem(document().score)).toBe('There are no notes yet.');
    compose.edit.addAtCursor();
    compose.edit.moveCursor({ step: 0, pitch: 72 });
    compose.edit.addAtCursor();
    expect(abcProblem(document().score)).toBe('ABC holds one voice; here notes sound together.');
  });
});

describe('playing', () => {
  it('has the player follow what the roll shows', async () => {
    const { compose, scorePlayer, get } = await openCompose();
    const update = vi.spyOn(scorePlayer, 'update');
    const detach = compose.play.attach();
    expect(scorePlayer.store.getState().scoreId).toBe(shownScore(get()).scoreId);
    compose.edit.addAtCursor();
    expect(update).toHaveBeenLastCalledWith(shownScore(get()).score);
    await compose.piece.openTune('tune-1');
    expect(scorePlayer.store.getState().scoreId).toBe(shownScore(get()).scoreId);
    compose.play.playOrPause();
    expect(scorePlayer.store.getState().status).toBe('playing');
    detach();
    expect(scorePlayer.store.getState().status).toBe('stopped');
  });

  it('loads its score again after another screen used the player', async () => {
    const { compose, scorePlayer, get, document } = await openCompose();
    await compose.piece.openTune('tune-1');
    scorePlayer.load(document().score, 'some tune');
    compose.play.playOrPause();
    expect(scorePlayer.store.getState().scoreId).toBe(shownScore(get()).scoreId);
    compose.play.stop();
  });

  it('loops the selected bars, and no longer at the second press', async () => {
    const { compose, scorePlayer } = await openCompose();
    compose.edit.setRange({ from: 96, to: 192 });
    compose.play.toggleLoop();
    expect(scorePlayer.store.getState().loop).toEqual({ from: 96, to: 192 });
    compose.play.toggleLoop();
    expect(scorePlayer.store.getState().loop).toBeNull();
  });
});
