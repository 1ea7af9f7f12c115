// Keeps an engine running for the pages: starts it, restarts it after a crash, answers for it while it is not there.
// Not a server and no window: a host hands in the channels of its pages.

import { LabError } from '../../shared/contract/errors';
import type { LabEventName, Services } from '../../shared/contract/services';
import type { Channel } from '../../shared/rpc';
import {
  defaultTimes,
  followEngine,
  type EngineConnection,
  type EngineLife,
  type EngineTimes,
} from './engineLife';
import type { EngineExit, EngineProcess } from './engineLaunch';
import { createPages, forwardServices } from './pages';
import { describeExit, MAX_RESTARTS, restartDelay } from './restarts';
import { followTraining } from './trainingUnderWay';

export interface SupervisorOptions {
  /** Starts an engine process. */
  readonly launch: () => EngineProcess;
  /** Milliseconds that only grow. Default: `performance.now`. */
  readonly now?: () => number;
  readonly times?: EngineTimes;
}

export interface Supervisor {
  /** Serves a page on its channel until that closes. Where the engine had failed, it is tried again. */
  connect(channel: Channel): void;
  /** Resolves when the first engine stands. @throws what kept it from starting, e.g. library-locked */
  readonly started: Promise<void>;
  /** Ends the engine in order and closes every page's channel. */
  close(): Promise<void>;
}

type State =
  /** Nothing has failed yet or all is tried anew: calls wait. */
  | { readonly phase: 'starting'; readonly services: Deferred<Services> }
  | { readonly phase: 'ready'; readonly services: Services }
  | { readonly phase: 'restarting'; readonly error: LabError }
  | { readonly phase: 'failed'; readonly error: LabError; readonly since: number }
  | { readonly phase: 'closed'; readonly error: LabError };

/** A failed engine is not tried again sooner, in ms. */
const RETRY_MS = 2000;

/** Every event the engine may send; the compiler sees to it that none is missing. */
const eventNames: Record<Exclude<LabEventName, 'host.engine'>, true> = {
  'projects.changed': true,
  'clips.changed': true,
  'tunes.changed': true,
  'runs.changed': true,
  'training.progress': true,
  'training.epoch': true,
  notice: true,
};

/** Starts the first engine at once. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  return new EngineSupervisor(options);
}

class EngineSupervisor implements Supervisor {
  readonly started: Promise<void>;
  readonly #options: Required<SupervisorOptions>;
  readonly #pages = createPages(forwardServices(() => this.#engine()));
  readonly #training = followTraining();
  readonly #started = deferred<void>();
  readonly #crashes: number[] = [];
  #state: State = { phase: 'starting', services: deferred() };
  #process: EngineProcess | null = null;
  #life: EngineLife | null = null;
  #restartTimer: NodeJS.Timeout | undefined;
  /** The beginning of what is told when the engine that is starting stands; empty for the first. */
  #why = '';

  constructor({ launch, now = () => performance.now(), times = defaultTimes }: SupervisorOptions) {
    this.#options = { launch, now, times };
    this.started = this.#started.promise;
    this.#launch();
  }

  connect(channel: Channel): void {
    const emit = this.#pages.add(channel);
    const state = this.#state;
    if (state.phase === 'failed' && this.#options.now() - state.since >= RETRY_MS) this.#retry();
    else if (state.phase === 'failed' || state.phase === 'restarting') {
      emit('host.engine', { state: state.phase, reason: state.error.message });
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#restartTimer);
    this.#enter({ phase: 'closed', error: new LabError('engine-lost', 'Earshot is closing.') });
    await this.#life?.stop();
    this.#pages.closeAll();
  }

  /** The services to ask now. */
  #engine(): Promise<Services> {
    if (this.#state.phase === 'starting') return this.#state.services.promise;
    if (this.#state.phase === 'ready') return Promise.resolve(this.#state.services);
    return Promise.reject(this.#state.error);
  }

  #launch(): void {
    const process = this.#options.launch();
    // A process that was refused ends a little later; what it still says is not about its successor.
    const isCurrent = () => this.#process === process;
    this.#process = process;
    const listeners = {
      onReady: (connection: EngineConnection) => void (isCurrent() && this.#onReady(connection)),
      onRefused: (error: LabError) => void (isCurrent() && this.#fail(error)),
      onExit: (exit: EngineExit) => void (isCurrent() && this.#onExit(exit)),
    };
    this.#life = followEngine(process, listeners, this.#options.times);
  }

  async #onReady(connection: EngineConnection): Promise<void> {
    const { services } = connection;
    this.#relayEvents(connection);
    this.#enter({ phase: 'ready', services });
    this.#started.resolve();
    if (this.#why === '') return;
    const reason = this.#why + (await this.#training.describeInterrupted(services));
    if (this.#state.phase === 'ready') this.#pages.emit('host.engine', { state: 'ready', reason });
  }

  #relayEvents(connection: EngineConnection): void {
    for (const name of Object.keys(eventNames) as LabEventName[]) {
      connection.on(name, (data) => {
        this.#training.onEvent(name, data);
        this.#pages.emit(name, data);
      });
    }
  }

  #onExit(exit: EngineExit): void {
    if (this.#state.phase === 'closed' || this.#state.phase === 'failed') return;
    const how = describeExit(exit);
    this.#crashes.push(this.#options.now());
    const delay = restartDelay(this.#crashes, this.#options.times.restartDelaysMs);
    if (delay === null) return this.#fail(new LabError('engine-lost', tooManyCrashes(how)));
    this.#why = `The engine ended (${how}). It was restarted; `;
    const reason = `The engine ended (${how}). It is being restarted; everything saved is kept. Try again in a moment.`;
    this.#enter({ phase: 'restarting', error: new LabError('engine-lost', reason) });
    this.#pages.emit('host.engine', { state: 'restarting', reason });
    this.#restartTimer = setTimeout(() => this.#launch(), delay);
  }

  #fail(error: LabError): void {
    if (this.#state.phase === 'closed') return;
    this.#enter({ phase: 'failed', error, since: this.#options.now() });
    this.#started.reject(error);
    this.#pages.emit('host.engine', { state: 'failed', reason: error.message });
  }

  #retry(): void {
    this.#why = 'The engine was started anew; ';
    this.#enter({ phase: 'starting', services: deferred() });
    this.#launch();
  }

  /** Changes the state; calls that waited for the start get their answer. */
  #enter(next: State): void {
    const before = this.#state;
    this.#state = next;
    if (before.phase !== 'starting') return;
    if (next.phase === 'ready') before.services.resolve(next.services);
    else if (next.phase !== 'starting') before.services.reject(next.error);
  }
}

function tooManyCrashes(how: string): string {
  return (
    `The engine ended ${MAX_RESTARTS + 1} times within a minute, the last time with ${how}. It is not restarted any ` +
    'more; everything saved is kept. Reload the page to try once more, or start Earshot again.'
  );
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A promise settled from outside; that nobody waits for it is no error. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
