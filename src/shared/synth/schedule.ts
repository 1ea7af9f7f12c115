// From a score to the notes of a synthesiser: tempo, instruments, a part of the tune, the metronome.
// Nothing sounds here: synth.ts plays what these functions return.

import { barsOf } from '../music/bars';
import { DRUM_CHANNEL } from '../music/score';
import type { Part, Score } from '../music/score';
import { instrumentOfProgram } from './instruments';
import type { InstrumentName } from './instruments';
import { ACCENT_CLICK, CLICK } from './instruments/drums';
import type { SynthNote } from './synthNote';
import { createTempoMap } from './tempoMap';
import type { TempoMap } from './tempoMap';

/** How a score is played. */
export interface ScheduleOptions {
  /** Quarter notes a minute instead of the score's tempos, 1 to 10,000. */
  readonly qpm?: number;
  /** One instrument for all parts but the drums, instead of each part's own. */
  readonly instrument?: InstrumentName;
  /** Only notes that begin at or after this step. Default 0. */
  readonly fromStep?: number;
  /** Only notes that begin before this step, cut off there. Default: the end. */
  readonly toStep?: number;
}

/**
 * Makes a score's notes into seconds. Times count from step 0, whatever `fromStep` is; no swing.
 * @returns ordered by start, then channel, then pitch
 * @throws LabError invalid-argument for a tempo out of range
 */
export function scheduleOf(score: Score, options: ScheduleOptions = {}): SynthNote[] {
  const map = createTempoMap(score, options.qpm);
  const notes = score.parts.flatMap((part) => scheduleOfPart(part, map, options));
  return notes.sort((a, b) => a.start - b.start || a.channel - b.channel || a.pitch - b.pitch);
}

function scheduleOfPart(part: Part, map: TempoMap, options: ScheduleOptions): SynthNote[] {
  const { fromStep = 0, toStep = Infinity } = options;
  const { channel } = part;
  const program = options.instrument === undefined ? part.program : undefined;
  const instrument =
    channel === DRUM_CHANNEL ? 'drums' : (options.instrument ?? instrumentOfProgram(part.program));
  return part.notes
    .filter(({ onsetStep }) => onsetStep >= fromStep && onsetStep < toStep)
    .map(({ pitch, velocity, onsetStep, durationSteps }) => {
      const start = map.secondsAt(onsetStep);
      const duration = map.secondsAt(Math.min(toStep, onsetStep + durationSteps)) - start;
      return { pitch, velocity, start, duration, instrument, program, channel };
    });
}

/**
 * The metronome's clicks: one a beat, accented where a bar begins. A pickup's beats count back from its bar line.
 * @param fromStep, toStep clicks at fromStep <= step < toStep
 * @param qpm see {@link ScheduleOptions}
 */
export function metronomeNotes(score: Score, fromStep: number, toStep: number, qpm?: number): SynthNote[] {
  const map = createTempoMap(score, qpm);
  const clicks: SynthNote[] = [];
  for (const [index, bar] of barsOf(score, toStep).entries()) {
    const beat = (score.stepsPerQuarter * 4) / bar.meter.beatUnit;
    const isPickup = index === 0 && score.pickupSteps > 0;
    const first = isPickup ? bar.steps % beat : 0;
    for (let at = first; at < bar.steps - 1e-9; at += beat) {
      const step = bar.startStep + at;
      if (step >= fromStep && step < toStep) clicks.push(click(map.secondsAt(step), at === 0 && !isPickup));
    }
  }
  return clicks;
}

function click(start: number, accented: boolean): SynthNote {
  const pitch = accented ? ACCENT_CLICK : CLICK;
  return {
    pitch,
    velocity: accented ? 100 : 75,
    start,
    duration: 0.05,
    instrument: 'drums',
    channel: DRUM_CHANNEL,
  };
}
