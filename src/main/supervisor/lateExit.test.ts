// A refused engine that takes its time to end must not be mistaken for its successor.
// Processes are played by hand here: no real one can be made late enough on purpose.

import { expect, it } from 'vitest';
import type { LabEvents, Services } from '../../shared/contract/services';
import { connectServices, createChannelPair } from '../../shared/rpc';
import type { EngineExit, EngineProcess } from './engineLaunch';
import { createSupervisor } from './supervisor';

/** A process whose words and end the test decides. */
function playProcess() {
  let say: (message: unknown) => void = () => {};
  let end: (exit: EngineExit) => void = () => {};
  const process: EngineProcess = {
    port: { post: () => {}, onMessage: (listener) => (say = listener), onGone: () => {}, close: () => {} },
    onExit: (listener) => (end = listener),
    kill: () => {},
  };
  return {
    process,
    say: (message: unknown) => say(message),
    end: () => end({ code: 0, signal: null, lastWords: '' }),
  };
}

it('does not take the end of the one before for a crash of the one that starts', async () => {
  let clock = 0;
  const played: ReturnType<typeof playProcess>[] = [];
  const launch = () => {
    played.push(playProcess());
    return played[played.length - 1].process;
  };
  const supervisor = createSupervisor({ launch, now: () => clock });
  supervisor.started.catch(() => undefined);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

  await settle();
  played[0].say({ type: 'engine-refused', error: { code: 'library-locked', message: 'in use' } });
  clock = 5000;
  const [near, far] = createChannelPair();
  const events: LabEvents['host.engine'][] = [];
  connectServices<Services, LabEvents>(near).on('host.engine', (event) => events.push(event));
  supervisor.connect(far);
  expect(played).toHaveLength(2);
  played[0].end();
  await settle();
  played[1].say({ type: 'engine-ready' });
  await expect
    .poll(() => events)
    .toEqual([{ state: 'ready', reason: 'The engine was started anew; everything saved is kept.' }]);
  expect(played).toHaveLength(2);
});
