import { beforeEach, describe, expect, it } from 'vitest';
import { createPart, createScore } from '../../../shared/music';
import { createSynth } from '../../../shared/synth';
import { createScorePlayer } from './createScorePlayer';
import type { OpenSoundOutput, SoundListener, TransportCommand } from './messages';
import { createTransport } from './transport';
import type { Transport } from './transport';

const rate = 8000;

/** Four quarter notes at 120 a minute: half a second each. */
const score = createScore({
  stepsPerQuarter: 4,
  parts: [
    createPart(
      [0, 1, 2, 3].map((i) => ({ pitch: 60 + i, velocity: 90, onsetStep: 4 * i, durationSteps: 4 })),
    ),
  ],
});

/** The audio thread's part, rendered by the test in place of a sound card. */
function createOutput() {
  const sent: TransportCommand['kind'][] = [];
  let transport: Transport | null = null;
  let listener: SoundListener | null = null;
  const fonts: (string | null)[] = [];
  const open: OpenSoundOutput = (given, font) => {
    listener = given;
    fonts.push(font?.name ?? null);
    const opened = createTransport(createSynth(rate));
    transport = opened;
    const { load, seek, setLoop, setMetronome, preview } = opened;
    return {
      send(command) {
        sent.push(command.kind);
        if (command.kind === 'load') load(command.program);
        else if (command.kind === 'play') opened.play();
        else if (command.kind === 'pause') opened.pause();
        else if (command.kind === 'seek') seek(command.seconds);
        else if (command.kind === 'loop') setLoop(command.range);
        else if (command.kind === 'metronome') setMetronome(command.on);
        else preview(command.note);
      },
      setVolume: () => undefined,
      close: () => void (transport = null),
    };
  };
  /** Lets so much time pass. @returns loudness of it */
  const listen = (seconds: number): number => {
    if (!transport) return 0;
    const [left, right] = [new Float32Array(seconds * rate), new Float32Array(seconds * rate)];
    const ended = transport.render(left, right);
    listener?.onPosition(transport.position, ended);
    return Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / left.length);
  };
  return { open, sent, fonts, listen, fail: (message: string) => listener?.onProblem(message) };
}

describe('createScorePlayer', () => {
  let output: ReturnType<typeof createOutput>;
  let player: ReturnType<typeof createScorePlayer>;
  beforeEach(() => {
    output = createOutput();
    player = createScorePlayer(output.open);
    player.load(score, 'tune');
  });
  const state = () => player.store.getState();

  it('opens no sound before it is asked for any', () => {
    player.seek(4);
    player.setMetronome(true);
    player.update(score);
    expect(output.sent).toEqual([]);
  });

  it('says where it is in steps, and goes back to where it began at the end', () => {
    player.play({ fromStep: 4 });
    expect(output.listen(0.5)).toBeGreaterThan(0.005);
    expect(state()).toMatchObject({ status: 'playing', scoreId: 'tune' });
    expect(state().step).toBeCloseTo(8);
    output.listen(1.5);
    expect(state()).toMatchObject({ status: 'stopped', step: 4 });
  });

  it('pauses and goes on; stop goes back', () => {
    player.play();
    output.listen(0.75);
    player.pause();
    output.listen(3);
    expect(state().status).toBe('paused');
    expect(state().step).toBeCloseTo(6);
    player.play();
    output.listen(0.25);
    expect(state().step).toBeCloseTo(8);
    player.stop();
    expect(state()).toMatchObject({ status: 'stopped', step: 0 });
  });

  it('keeps its place in steps when the tempo changes', () => {
    player.play();
    output.listen(0.5);
    player.setTempo(60);
    output.listen(0.5);
    expect(state().step).toBeCloseTo(6);
  });

  it('goes round a loop', () => {
    player.setLoop({ from: 4, to: 8 });
    player.play({ fromStep: 4 });
    output.listen(1.25);
    expect(state().status).toBe('playing');
    expect(state().step).toBeCloseTo(6);
  });

  it('plays on with an edited score', () => {
    player.play();
    output.listen(1.75);
    const longer = { ...score, parts: [createPart([...score.parts[0].notes, { pitch: 72, velocity: 90, onsetStep: 16, durationSteps: 8 }])] }; // prettier-ignore
    player.update(longer);
    output.listen(0.5);
    expect(state().status).toBe('playing');
    expect(output.listen(0.25)).toBeGreaterThan(0.005);
  });

  it('drops loop and tempo with the score they were set for', () => {
    player.setLoop({ from: 0, to: 4 });
    player.setTempo(60);
    player.setInstrument('flute');
    player.load(score, 'other');
    expect(state()).toMatchObject({ loop: null, qpm: null, instrument: 'flute', scoreId: 'other', step: 0 });
  });

  it('says why nothing is heard', () => {
    player.play();
    output.fail('No sound can be made here.');
    expect(state()).toMatchObject({ status: 'stopped', problem: 'No sound can be made here.' });
  });

  it('plays on another output with a sound font, from the same place', () => {
    player.play({ fromStep: 4 });
    player.setSoundFont({ name: 'mine.sf2', bytes: new Uint8Array(8) });
    expect(state()).toMatchObject({ status: 'stopped', soundFont: 'mine.sf2' });
    player.play({ fromStep: 4 });
    output.listen(0.5);
    expect(output.fonts).toEqual([null, 'mine.sf2']);
    expect(state().step).toBeCloseTo(8);
  });
});
