// The engine: library, compute threads and services put together. Every host starts exactly this.
// Not a host: it knows no window, no server and no command line.

import { join, resolve } from 'node:path';
import type { EmitLabEvent, LabEventName, LabEvents, Services } from '../../shared/contract/services';
import type { SystemInfo } from '../../shared/contract/system';
import { findComputeEntry } from './compute/computeEntry';
import { createInlineUnit, createThreadUnit } from './compute/computeUnit';
import type { ComputeUnit } from './compute/computeUnit';
import { createTuneReader, openLibrary } from './library';
import type { Library } from './library';
import { createEvaluationService } from './services/evaluationService';
import { createFindModel } from './services/findModel';
import { createGenerationService } from './services/generationService';
import { createGeneratorsService } from './services/generatorsService';
import { createLiveService } from './services/liveService';
import { createModelsService } from './services/modelsService';
import { createRunsService } from './services/runsService';
import { createSystemService } from './services/systemService';
import { createTrainingService } from './services/trainingService';
import { createTrainingSlot } from './services/trainingSlot';
import { createTunesService, readTunesIn } from './services/tunesService';

export interface EngineOptions {
  /** Folder of the library; made when it is not there. */
  readonly home: string;
  readonly host: SystemInfo['host'];
  /** Of the lab. */
  readonly version: string;
  /** Folder of the lab's assets: sample/ and tunes/starter-book.abc in it are the sample projects. */
  readonly assets: string;
  /**
   * `thread`: one worker for training and one for inference, each started when first needed, so that this thread
   * always answers. `inline`: all in this thread, for tests and the command line.
   */
  readonly compute: 'thread' | 'inline';
  /** Of the built worker, for `thread`; by default it is looked for beside the running program. */
  readonly computeEntry?: string;
  readonly clock?: () => Date;
}

export type EngineListener = <Name extends LabEventName>(name: Name, data: LabEvents[Name]) => void;

export interface Engine {
  readonly services: Services;
  /** Notices told before anybody listens wait for the first listener. @returns a function that removes it */
  onEvent(listener: EngineListener): () => void;
  /** Stops a training under way (it becomes `interrupted`), ends the threads and lets the library go. */
  close(): Promise<void>;
}

const owners: Readonly<Record<SystemInfo['host'], string>> = {
  desktop: 'the desktop app',
  browser: 'the browser host',
  'command line': 'the command line',
};

/** The two places where tensors are computed; the same one where everything is inline. */
export interface ComputeUnits {
  readonly training: ComputeUnit;
  readonly inference: ComputeUnit;
  /** Another place for the time of a backend duel. */
  readonly createDuelUnit: () => ComputeUnit;
}

/**
 * Starts the engine.
 * @throws library-locked naming who has the library; disk-denied | disk-full; unsupported where the worker is not built
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { host, version, assets, clock = () => new Date() } = options;
  const home = resolve(options.home);
  const units = createUnits(options);
  const library = await openLibrary({
    home,
    owner: owners[host],
    clock,
    sampleAssets: join(assets, 'sample'),
    starterBook: join(assets, 'tunes', 'starter-book.abc'),
    tuneReader: createTuneReader(readTunesIn(units.inference)),
  });
  return assemble(library, units, { home, host, version, clock });
}

function createUnits({ compute, computeEntry }: EngineOptions): ComputeUnits {
  if (compute === 'inline') {
    const unit = createInlineUnit();
    return { training: unit, inference: unit, createDuelUnit: createInlineUnit };
  }
  const entry = computeEntry ?? findComputeEntry();
  return {
    training: createThreadUnit(entry, 'training'),
    inference: createThreadUnit(entry, 'inference'),
    createDuelUnit: () => createThreadUnit(entry, 'duel'),
  };
}

type Facts = Pick<SystemInfo, 'home' | 'host' | 'version'> & { readonly clock: () => Date };

function assemble(library: Library, units: ComputeUnits, facts: Facts): Engine {
  const { training, inference, createDuelUnit } = units;
  const listeners = new Set<EngineListener>();
  const emit: EmitLabEvent = (name, data) => {
    for (const listener of [...listeners]) listener(name, data);
  };
  const findModel = createFindModel(library);
  const { clock, version } = facts;
  const slot = createTrainingSlot({ library, training, emit, clock });
  const live = createLiveService(inference, findModel.recognizer);
  const { projects, clips, features } = library;
  const services: Services = {
    system: createSystemService(facts, inference),
    ...{ projects, clips, features },
    training: createTrainingService({ library, slot, createDuelUnit, clock, version }),
    runs: createRunsService(library.runs),
    evaluation: createEvaluationService(library, inference, findModel),
    live: live.service,
    models: createModelsService(library, inference, findModel),
    tunes: createTunesService(library, inference),
    generators: createGeneratorsService({ library, slot, inference, clock, version }),
    generation: createGenerationService({
      ...{ library, inference, clock },
      findModel: findModel.generator,
    }),
  };

  async function closeAll(): Promise<void> {
    live.close();
    await slot.close();
    await Promise.all([training.stop(), inference.stop()]);
    await library.close();
  }
  let closed: Promise<void> | null = null;
  return {
    services,
    onEvent(listener) {
      listeners.add(listener);
      const forget = library.onEvent(listener);
      return () => {
        listeners.delete(listener);
        forget();
      };
    },
    close: () => (closed ??= closeAll()),
  };
}
