import { describe, expect, it } from 'vitest';
import { createSynth } from '../../../shared/synth';
import type { Synth, SynthNote } from '../../../shared/synth';
import { createTransport } from './transport';
import type { Program, Transport } from './transport';

/** One frame is a millisecond, so that times can be read as frames. */
const sampleRate = 1000;

/** In place of the synthesiser: writes down which notes begin and at which frame of what was rendered. */
function listeningSynth() {
  const log: string[] = [];
  let line: readonly SynthNote[] = [];
  let [frame, at] = [0, 0];
  const synth: Omit<Synth, 'reset'> = {
    sampleRate,
    get time() {
      return at / sampleRate;
    },
    schedule: (notes) => void (line = notes),
    noteOn: ({ pitch }) => void log.push(`${frame} on ${pitch}`),
    noteOff: (pitch) => void log.push(`${frame} off ${pitch}`),
    allNotesOff: () => void log.push(`${frame} silence`),
    seek: (seconds) => void (at = Math.round(seconds * sampleRate)),
    render(left) {
      for (const { start, pitch } of line) {
        const begin = Math.round(start * sampleRate);
        if (begin >= at && begin < at + left.length) log.push(`${frame + begin - at} begins ${pitch}`);
      }
      frame += left.length;
      at += left.length;
    },
  };
  return { synth, log };
}

const note = (pitch: number, start: number, duration: number): SynthNote => ({
  pitch,
  start,
  duration,
  velocity: 90,
  instrument: 'piano',
  channel: 0,
});

const tune: Program = {
  notes: [note(60, 0, 0.1), note(62, 0.1, 0.1), note(64, 0.2, 0.1)],
  clicks: [note(76, 0, 0.02), note(77, 0.15, 0.02)],
  seconds: 0.3,
};

/** @returns how often the end was told */
function render(transport: Transport, frames: number, block: number): number {
  let ends = 0;
  for (let done = 0; done < frames; done += block) {
    const size = Math.min(block, frames - done);
    if (transport.render(new Float32Array(size), new Float32Array(size))) ends++;
  }
  return ends;
}

function playing(program: Program = tune) {
  const { synth, log } = listeningSynth();
  const transport = createTransport(synth);
  transport.load(program);
  transport.play();
  return { transport, log };
}

describe('createTransport', () => {
  it.each([1, 7, 128, 1000])('plays every note once and ends, whatever the block (%i)', (block) => {
    const { transport, log } = playing();
    expect(render(transport, 400, block)).toBe(1);
    expect(log).toEqual(['0 begins 60', '100 begins 62', '200 begins 64']);
    expect([transport.playing, transport.position]).toEqual([false, 0.3]);
  });

  it.each([50, 128])('goes round a loop without a frame lost, until it is taken away', (block) => {
    const { transport, log } = playing();
    transport.setLoop({ from: 0.1, to: 0.2 });
    render(transport, 300, block);
    expect(log).toEqual(['0 begins 60', '100 begins 62', '200 begins 62']);
    transport.setLoop(null);
    expect(render(transport, 250, block)).toBe(1);
    expect(log.slice(3)).toEqual(['300 begins 62', '400 begins 64']);
  });

  it('does not go back to a loop that playback has passed, nor round an empty one', () => {
    const { transport } = playing();
    transport.setLoop({ from: 0, to: 0.1 });
    transport.seek(0.2);
    expect(render(transport, 200, 50)).toBe(1);
    transport.setLoop({ from: 0.1, to: 0.1 });
    transport.seek(0);
    transport.play();
    expect(render(transport, 400, 50)).toBe(1);
  });

  it('clicks only where the metronome is on, from where it was turned on', () => {
    const { transport, log } = playing();
    render(transport, 100, 50);
    transport.setMetronome(true);
    render(transport, 100, 50);
    expect(log).toEqual(['0 begins 60', '100 begins 62', '150 begins 77']);
  });

  it('goes on with the new notes when the score is edited while it plays', () => {
    const { transport, log } = playing();
    render(transport, 150, 50);
    transport.load({ ...tune, notes: [note(72, 0.25, 0.1)], seconds: 0.35 });
    expect(render(transport, 250, 50)).toBe(1);
    expect(log.at(-1)).toBe('250 begins 72');
  });

  it('pauses with silence and goes on from there', () => {
    const { transport, log } = playing();
    render(transport, 120, 40);
    transport.pause();
    render(transport, 100, 50);
    expect(transport.position).toBe(0.12);
    transport.play();
    render(transport, 100, 50);
    expect(log.slice(-2)).toEqual(['120 silence', '300 begins 64']);
  });

  it('sounds a preview for its time while nothing plays; struck again, it lasts from there', () => {
    const { synth, log } = listeningSynth();
    const transport = createTransport(synth);
    transport.preview(note(69, 0, 0.2));
    expect(render(transport, 100, 50)).toBe(0);
    transport.preview(note(69, 0, 0.2));
    render(transport, 400, 50);
    expect(log).toEqual(['0 off 69', '0 on 69', '100 off 69', '100 on 69', '300 off 69']);
  });

  it('ends at once where there is nothing to play', () => {
    const { transport } = playing({ notes: [], clicks: [], seconds: 0 });
    expect(render(transport, 128, 128)).toBe(1);
    expect(transport.playing).toBe(false);
  });

  it('is heard through the real synthesiser: sound while it plays, silence some seconds after a pause', () => {
    const transport = createTransport(createSynth(8000));
    transport.load({ notes: [note(60, 0, 1), note(64, 1, 1)], clicks: [], seconds: 2 });
    transport.play();
    const loudness = (frames: number) => {
      const [left, right] = [new Float32Array(frames), new Float32Array(frames)];
      transport.render(left, right);
      return Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / frames);
    };
    expect(loudness(8000)).toBeGreaterThan(0.01);
    transport.pause();
    loudness(5 * 8000);
    expect(loudness(8000)).toBeLessThan(1e-4);
  });
});
