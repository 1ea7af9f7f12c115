// A FAKE engine program for the tests of the hosts: starts in a moment, keeps nothing, and misbehaves on request.
// Not the engine: it shares only the process' side (../engineProgram) with it, which is what is being tested.

import { LabError } from '../../../shared/contract/errors';
import type { LabEventName, LabEvents, Services } from '../../../shared/contract/services';
import type { EngineSettings } from '../engineMessages';
import { runEngineProgram, type ServedEngine } from '../engineProgram';

type Emit = <Name extends LabEventName>(name: Name, data: LabEvents[Name]) => void;

/** What `projects.open` does for ids that are requests. */
function misbehave(projectId: string): void {
  if (projectId === 'kill') process.kill(process.pid, 'SIGKILL');
  if (projectId === 'exit') process.exit(3);
  if (projectId === 'throw') queueMicrotask(() => explode());
}

function explode(): never {
  throw new RangeError('the fake engine was asked to fail');
}

const project = (settings: EngineSettings, id: string) => ({
  id,
  name: id,
  kind: 'speech' as const,
  labels: [],
  features: {} as never,
  createdAt: '',
  sample: false,
  folder: settings.home,
  notices: [],
});

function fakeServices(settings: EngineSettings, emit: Emit): Services {
  const services = {
    system: {
      describe: async () => ({
        version: settings.version,
        host: settings.host,
        home: settings.home,
        platform: process.platform,
        node: String(process.pid),
        cores: 1,
        backends: [],
      }),
    },
    projects: {
      list: async () => {
        emit('notice', { level: 'info', message: 'listed' });
        return [];
      },
      open: async ({ projectId }: { projectId: string }) => {
        misbehave(projectId);
        if (projectId === 'wait') await new Promise(() => {});
        return project(settings, projectId);
      },
    },
    training: {
      start: async ({ projectId }: { projectId: string }) => {
        emit('training.progress', { projectId, runId: 'run-7' } as LabEvents['training.progress']);
        return {};
      },
    },
    runs: { list: async () => [{ id: 'run-7', status: 'interrupted' }] },
    clips: {
      sounds: async ({ clipIds }: { clipIds: string[] }) =>
        clipIds.map((clipId) => ({ clipId, samples: new Float32Array([0.5, -0.5]), sampleRate: 8000 })),
    },
  };
  return services as unknown as Services;
}

/** The library's folder says how the start goes. */
async function createFakeEngine(settings: EngineSettings): Promise<ServedEngine> {
  if (settings.home.endsWith('locked')) {
    throw new LabError(
      'library-locked',
      'The library is in use by the desktop app (process 1, since 9:41).',
      { pid: 1 },
    );
  }
  if (settings.home.endsWith('crashing')) process.exit(9);
  if (settings.home.endsWith('hanging')) await new Promise((resolve) => setTimeout(resolve, 1e6));
  const listeners = new Set<Emit>();
  return {
    services: fakeServices(settings, (name, data) => listeners.forEach((listener) => listener(name, data))),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (settings.home.endsWith('clinging')) await new Promise(() => {});
    },
  };
}

void runEngineProgram(createFakeEngine);
