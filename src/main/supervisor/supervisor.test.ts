// The supervisor over real processes: starts, crashes, restarts, refusals, endings. The engine in them is a fake.
// Not the engine's own behaviour, and no sockets: pages are channel pairs.

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LabError } from '../../shared/contract/errors';
import type { LabEvents, Services } from '../../shared/contract/services';
import { connectServices, createChannelPair } from '../../shared/rpc';
import { bundleProgram } from '../../testing/bundleProgram';
import { defaultTimes } from './engineLife';
import { launchWithNode } from './engineLaunch';
import { createSupervisor, type Supervisor } from './supervisor';

let program: string;
let supervisor: Supervisor | undefined;

beforeAll(async () => {
  program = await bundleProgram(new URL('./testing/fakeEngine.ts', import.meta.url));
});
afterEach(() => supervisor?.close());

function supervise(
  home = '/nowhere',
  options: { now?: () => number; times?: typeof defaultTimes } = {},
): Supervisor {
  const settings = { home, host: 'browser', version: '0.0.0', assets: '' } as const;
  supervisor = createSupervisor({ launch: () => launchWithNode(program, settings), ...options });
  return supervisor;
}

function openPage(of: Supervisor) {
  const [near, far] = createChannelPair();
  const connection = connectServices<Services, LabEvents>(near);
  const engineEvents: LabEvents['host.engine'][] = [];
  connection.on('host.engine', (event) => engineEvents.push(event));
  of.connect(far);
  const saw = async (state: LabEvents['host.engine']['state'], count = 1) => {
    await expect
      .poll(() => engineEvents.filter((event) => event.state === state).length, { timeout: 8000 })
      .toBe(count);
    return engineEvents.filter((event) => event.state === state).at(-1)?.reason ?? '';
  };
  return { ...connection, channel: near, engineEvents, saw };
}

const failure = async (promise: Promise<unknown>) =>
  (await promise.catch((error: unknown) => error)) as LabError;

describe('a running engine', () => {
  it('answers every page, also one that asked before it stood', async () => {
    const pages = [openPage(supervise()), openPage(supervisor as Supervisor)];
    const infos = await Promise.all(pages.map(({ services }) => services.system.describe({})));
    expect(infos[0]).toMatchObject({ host: 'browser', home: '/nowhere' });
    expect(infos[0].node).toBe(infos[1].node);
    expect(pages[0].engineEvents).toEqual([]);
  });

  it('tells events to all pages, and nothing to one that has gone', async () => {
    const [first, second, third] = [
      openPage(supervise()),
      openPage(supervisor as Supervisor),
      openPage(supervisor as Supervisor),
    ];
    const heard: string[] = [];
    first.on('notice', ({ message }) => heard.push(`first ${message}`));
    second.on('notice', ({ message }) => heard.push(`second ${message}`));
    third.on('notice', ({ message }) => heard.push(`third ${message}`));
    third.channel.close();
    await first.services.projects.list({});
    await expect.poll(() => heard).toEqual(['first listed', 'second listed']);
  });

  it('carries typed arrays through both borders', async () => {
    const { services } = openPage(supervise());
    const [sound] = await services.clips.sounds({ projectId: 'p', clipIds: ['c'] });
    expect(sound).toEqual({ clipId: 'c', samples: new Float32Array([0.5, -0.5]), sampleRate: 8000 });
  });

  it('checks arguments and names of methods', async () => {
    const { services } = openPage(supervise());
    const wrong = await failure(services.projects.open({ projectId: '../etc' }));
    expect(wrong).toMatchObject({ code: 'invalid-argument' });
    expect(wrong.message).toContain(
      'projects.open was called with the wrong arguments: at options.projectId',
    );
    const unknown = services as unknown as Record<string, Record<string, () => Promise<unknown>>>;
    expect(await failure(unknown.system.constructor())).toMatchObject({ code: 'unknown-method' });
  });
});

describe('a crash', () => {
  it('fails the calls under way and is restarted, with the reason in words', async () => {
    const page = openPage(supervise());
    const before = (await page.services.system.describe({})).node;
    const waiting = failure(page.services.projects.open({ projectId: 'wait' }));
    await failure(page.services.projects.open({ projectId: 'kill' }));
    expect(await waiting).toMatchObject({
      code: 'engine-lost',
      message: 'The engine ended (signal SIGKILL).',
    });
    expect(await page.saw('restarting')).toMatch(
      /^The engine ended \(signal SIGKILL\)\. It is being restarted/,
    );
    expect(await page.saw('ready')).toBe(
      'The engine ended (signal SIGKILL). It was restarted; everything saved is kept.',
    );
    expect((await page.services.system.describe({})).node).not.toBe(before);
  });

  it('names the training run that was under way', async () => {
    const page = openPage(supervise());
    const heard = new Promise((resolve) => page.on('training.progress', resolve));
    const { training } = page.services as unknown as {
      training: { start(options: unknown): Promise<unknown> };
    };
    await training.start({ projectId: 'p', config: trainingConfig });
    await heard;
    await failure(page.services.projects.open({ projectId: 'exit' }));
    expect(await page.saw('ready')).toBe(
      'The engine ended (exit code 3). It was restarted; the training run run-7 that was under way is marked ' +
        'interrupted, everything saved is kept.',
    );
  });

  it('says what an uncaught error was', async () => {
    const page = openPage(supervise());
    await page.services.system.describe({});
    await Promise.race([failure(page.services.projects.open({ projectId: 'throw' })), wait(500)]);
    expect(await page.saw('restarting')).toContain(
      'exit code 1: RangeError: the fake engine was asked to fail',
    );
  });

  it('tells a page that comes meanwhile, and its calls why they fail', async () => {
    const of = supervise();
    const page = openPage(of);
    await page.services.system.describe({});
    await failure(page.services.projects.open({ projectId: 'kill' }));
    await page.saw('restarting');
    const late = openPage(of);
    expect(await failure(late.services.system.describe({}))).toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('is being restarted') as string,
    });
    await late.saw('restarting');
    await late.saw('ready');
    await late.services.system.describe({});
  });

  it('is given up after five restarts within a minute, and tried again when a page comes later', async () => {
    let clock = 0;
    const page = openPage(
      supervise('/x/crashing', {
        now: () => clock,
        times: { ...defaultTimes, restartDelaysMs: [0, 0, 0, 0, 0] },
      }),
    );
    const first = failure(page.services.system.describe({}));
    expect(await page.saw('failed')).toMatch(
      /^The engine ended 6 times within a minute, the last time with exit code 9\./,
    );
    expect((await first).code).toBe('engine-lost');
    expect(page.engineEvents.filter(({ state }) => state === 'restarting')).toHaveLength(5);
    expect(await failure(page.services.system.describe({}))).toMatchObject({ code: 'engine-lost' });
    clock = 61_000;
    const later = openPage(supervisor as Supervisor);
    await later.saw('restarting', 5);
    await later.saw('failed');
  }, 20_000);
});

describe('a start that is refused', () => {
  it('is told to the page in the words of the engine, and not tried again', async () => {
    let launches = 0;
    const settings = { home: '/x/locked', host: 'browser', version: '0.0.0', assets: '' } as const;
    const launch = () => (launches++, launchWithNode(program, settings));
    supervisor = createSupervisor({ launch });
    const page = openPage(supervisor);
    expect(await failure(supervisor.started)).toMatchObject({ code: 'library-locked', details: { pid: 1 } });
    expect(await failure(page.services.system.describe({}))).toMatchObject({
      code: 'library-locked',
      message: 'The library is in use by the desktop app (process 1, since 9:41).',
    });
    expect(await page.saw('failed')).toContain('in use by the desktop app');
    await wait(500);
    expect(launches).toBe(1);
    expect(await openPage(supervisor).saw('failed')).toContain('in use');
  });

  it('counts as a crash when it takes longer than it may', async () => {
    const page = openPage(
      supervise('/x/hanging', { times: { ...defaultTimes, startLimitMs: 300, stopGraceMs: 100 } }),
    );
    expect(await page.saw('restarting')).toContain('signal SIGKILL');
  });
});

describe('closing', () => {
  it('ends the engine in order, then the pages', async () => {
    const of = supervise();
    const page = openPage(of);
    const pid = Number((await page.services.system.describe({})).node);
    const closed = new Promise((resolve) => page.onClose(resolve));
    await of.close();
    await closed;
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await failure(page.services.system.describe({}))).toMatchObject({ code: 'engine-lost' });
    expect(page.engineEvents).toEqual([]);
  });

  it('does not wait for ever for an engine that will not end', async () => {
    const of = supervise('/x/clinging', {
      times: { ...defaultTimes, startLimitMs: 10_000, stopGraceMs: 200 },
    });
    await of.started;
    await of.close();
  });

  it('leaves no engine behind when it is closed before the engine stands', async () => {
    const of = supervise();
    await of.close();
    expect(await failure(openPage(of).services.system.describe({}))).toMatchObject({ code: 'engine-lost' });
  });
});

const trainingConfig = {
  recognizer: 'conv-pool',
  labels: ['a', 'b'],
  silenceClass: false,
  epochs: 1,
  batchSize: 1,
  learningRate: 1e-3,
  learningRateSchedule: 'constant',
  dropout: 0,
  clipping: { by: 'none', limit: 0 },
  earlyStoppingPatience: null,
  augmentation: {
    timeShiftSeconds: 0,
    gainDb: 0,
    noiseProbability: 0,
    noiseSnrDb: [5, 25],
    timeMasks: 0,
    timeMaskFrames: 0,
    frequencyMasks: 0,
    frequencyMaskBins: 0,
  },
  seed: 1,
  backend: 'auto',
  maxMinutes: null,
};
