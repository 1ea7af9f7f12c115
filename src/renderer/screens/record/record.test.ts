// The Record screen with a microphone and a clock that the test moves: takes, rows, failures, nothing lost.
import { describe, expect, it, vi } from 'vitest';
import { silentLevel } from '../../audio/level';
import type { MicrophoneOptions } from '../../audio/microphone';
import { createMicrophoneSource } from '../../audio/microphoneSource';
import { createPlayer } from '../../audio/player';
import { LabError } from '../../../shared/contract/errors';
import type { Lab } from '../../lab';
import { createAppStore } from '../../stores/appStore';
import { createHistory } from '../../stores/history';
import { createFakeHost } from '../../testing/fakeHost';
import { createFakeServices } from '../../testing/fakeServices';
import { createCapture } from './capture';
import { createRecordStore } from './recordStore';
import { visibleTakes } from './takes';

const RATE = 1000;
const device = {
  deviceLabel: 'Test microphone',
  sampleRate: RATE,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};
const settled = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });

async function open(openFails?: LabError) {
  const { services, state } = createFakeServices({ clipsPerLabel: 1 });
  const host = createFakeHost(services);
  const app = createAppStore(host);
  await settled(() => expect(app.getState().phase).toBe('ready'));
  let listener: MicrophoneOptions | null = null;
  const close = vi.fn();
  const microphone = createMicrophoneSource(async (options) => {
    if (openFails) throw openFails;
    listener = options;
    return { sampleRate: RATE, device, close };
  });
  const lab = {
    services,
    host,
    app,
    microphone,
    player: createPlayer(async () => {
      throw new Error('not asked for');
    }),
    history: createHistory(),
  } as unknown as Lab;
  const clock = {
    now: () => new Date(0),
    wait: async (_ms: number, signal: AbortSignal) => signal.throwIfAborted(),
  };
  const record = createRecordStore(lab, clock);
  record.setOptions({ speaker: 'ada', countdown: false, row: 1, takeSeconds: 1 });
  const say = (samples: number, value = 0.5) => {
    listener?.onLevel?.({ ...silentLevel, peak: value });
    listener?.onChunk(new Float32Array(samples).fill(value), RATE);
  };
  const phase = () => record.store.getState().phase.name;
  const takes = () => visibleTakes(record.store.getState().takes, app.getState().clips);
  return {
    record,
    app,
    services,
    state,
    say,
    phase,
    takes,
    close,
    comeBack: () => host.status.setState(({ connections }) => ({ connections: connections + 1 })),
    lose: () => listener?.onEnded?.(new LabError('unsupported', 'The microphone is gone.')),
  };
}

async function recordOne({ record, say, phase }: Awaited<ReturnType<typeof open>>) {
  record.startOrStop();
  await settled(() => expect(phase()).toBe('recording'));
  say(600);
  say(600);
  await settled(() => expect(phase()).toBe('ready'));
}

describe('capture', () => {
  it('takes exactly the length asked for, across chunks', () => {
    const capture = createCapture(0.5, 1000);
    expect(capture.push(new Float32Array(400).fill(1))).toBe(false);
    expect(capture.push(new Float32Array(400).fill(2))).toBe(true);
    const { samples, sampleRate } = capture.sound();
    expect([samples.length, sampleRate, samples[399], samples[400], samples[499]]).toEqual([
      500, 1000, 1, 2, 2,
    ]);
  });
});

describe('recording', () => {
  it('sends a take to disk the moment it ends, with speaker and device', async () => {
    const lab = await open();
    await lab.record.open();
    await recordOne(lab);
    await settled(() => expect(lab.takes()[0]?.saved).toBe('saved'));
    const clip = lab.state.clips.at(-1);
    expect(clip).toMatchObject({
      label: 'yes',
      speaker: 'ada',
      device,
      seconds: 1,
      session: 'recording-1970-01-01T00-00-00',
    });
  });

  it('makes a row of takes by itself', async () => {
    const lab = await open();
    lab.record.setOptions({ row: 3 });
    await lab.record.open();
    lab.record.startOrStop();
    for (let take = 1; take <= 3; take++) {
      await settled(() => expect(lab.record.store.getState().phase).toEqual({ name: 'recording', take }));
      lab.say(1000);
    }
    await settled(() => expect(lab.phase()).toBe('ready'));
    await settled(() => expect(lab.takes().map((take) => take.saved)).toEqual(['saved', 'saved', 'saved']));
  });

  it('discards to the trash and brings the take back by undo', async () => {
    const lab = await open();
    await lab.record.open();
    await recordOne(lab);
    await settled(() => expect(lab.takes()[0]?.saved).toBe('saved'));
    await lab.record.takes.discard();
    expect(lab.takes()).toHaveLength(0);
    expect(lab.state.trash.size).toBe(1);
    await lab.record.edits.undo();
    expect(lab.takes()).toHaveLength(1);
  });

  it('keeps a take that could not be saved, with why, until saving works', async () => {
    const lab = await open();
    const add = lab.services.clips.add;
    lab.services.clips.add = () => Promise.reject(new LabError('disk-full', 'The disk is full.'));
    await lab.record.open();
    await recordOne(lab);
    await settled(() =>
      expect(lab.takes()[0]).toMatchObject({ saved: 'failed', problem: 'The disk is full.' }),
    );
    lab.services.clips.add = add;
    lab.record.takes.saveAgain(lab.takes()[0].id);
    await settled(() => expect(lab.takes()[0].saved).toBe('saved'));
  });

  it('drops the take under way when it is stopped, and no other', async () => {
    const lab = await open();
    await lab.record.open();
    await recordOne(lab);
    lab.record.startOrStop();
    await settled(() => expect(lab.phase()).toBe('recording'));
    lab.say(300);
    lab.record.startOrStop();
    await settled(() => expect(lab.phase()).toBe('ready'));
    expect(lab.takes()).toHaveLength(1);
  });

  it('saves a take by itself once the engine that was lost is back', async () => {
    const lab = await open();
    await lab.record.open();
    vi.spyOn(lab.services.clips, 'add').mockRejectedValueOnce(
      new LabError('engine-lost', 'The engine ended.'),
    );
    await recordOne(lab);
    await settled(() => expect(lab.takes()[0].saved).toBe('failed'));
    lab.comeBack();
    await settled(() => expect(lab.takes()[0].saved).toBe('saved'));
  });

  it('walks on to the next take after keeping one', async () => {
    const lab = await open();
    await lab.record.open();
    await recordOne(lab);
    await recordOne(lab);
    await settled(() => expect(lab.takes().every((take) => take.saved === 'saved')).toBe(true));
    const [first, second] = lab.takes();
    expect(lab.record.store.getState().focused).toBe(first.id);
    lab.record.takes.keep();
    expect(lab.record.store.getState().focused).toBe(second.id);
    expect(lab.takes()[0].kept).toBe(true);
  });
});

describe('microphone', () => {
  it('says what to do when it cannot be opened, and opens on the next try', async () => {
    const lab = await open(new LabError('unsupported', 'Allow it for this page.'));
    await lab.record.open();
    expect(lab.record.store.getState().phase).toEqual({ name: 'failed', message: 'Allow it for this page.' });
  });

  it('says so when it is unplugged in the middle of a take; takes before it are safe', async () => {
    const lab = await open();
    await lab.record.open();
    await recordOne(lab);
    lab.record.startOrStop();
    await settled(() => expect(lab.phase()).toBe('recording'));
    lab.lose();
    await settled(() => expect(lab.phase()).toBe('failed'));
    expect(lab.takes()).toHaveLength(1);
  });

  it('is let go when the screen is left', async () => {
    const lab = await open();
    await lab.record.open();
    lab.record.close();
    expect(lab.close).toHaveBeenCalled();
    expect(lab.phase()).toBe('off');
  });

  it('writes room noise as background when stopped', async () => {
    const lab = await open();
    const addBackground = vi.spyOn(lab.services.clips, 'addBackground');
    lab.record.setMode('background');
    await lab.record.open();
    lab.record.startOrStop();
    await settled(() => expect(lab.phase()).toBe('background'));
    lab.say(2500, 0.01);
    lab.record.startOrStop();
    await settled(() => expect(addBackground).toHaveBeenCalledTimes(1));
    expect(addBackground.mock.calls[0][0]).toMatchObject({
      name: 'room-1970-01-01T00-00-00-1',
      sound: { sampleRate: RATE },
    });
    expect(addBackground.mock.calls[0][0].sound.samples).toHaveLength(2500);
  });
});
