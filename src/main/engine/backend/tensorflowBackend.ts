// TensorFlow's native library through @tensorflow/tfjs-node-gpu, where the user has installed it.
// Not a dependency of the lab: it is looked up at run time, and its absence costs nothing.

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import type { BackendCandidate, BackendProbe } from './candidate';
import { unavailable } from './candidate';

export const TENSORFLOW_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** How a CommonJS package is found and loaded; a test brings its own. */
export interface PackageLoader {
  /** @throws where the package is not installed */
  resolve(name: string): string;
  load(name: string): unknown;
}

const nodeRequire = createRequire(import.meta.url);
const nodeLoader: PackageLoader = {
  resolve: (name) => nodeRequire.resolve(name),
  load: (name) => nodeRequire(name) as unknown,
};

/**
 * Puts back the functions of `node:util` that Node 23 removed and tfjs-node 4.22 still calls.
 * @param util the CommonJS module object of `node:util`, changed in place; what is there stays
 */
export function restoreRemovedUtil(util: Record<string, unknown>): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= (value: unknown) => Array.isArray(value);
}

/** The first line of an error: native loaders append pages of paths. */
const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0];

async function loadTensorflow(loader: PackageLoader): Promise<BackendProbe> {
  try {
    loader.resolve(TENSORFLOW_PACKAGE);
  } catch {
    return unavailable(
      `${TENSORFLOW_PACKAGE} is not installed (optional: npm install ${TENSORFLOW_PACKAGE})`,
    );
  }
  const before = tf.engine().backendName;
  try {
    restoreRemovedUtil(nodeRequire('node:util') as Record<string, unknown>);
    loader.load(TENSORFLOW_PACKAGE);
    if (tf.findBackendFactory('tensorflow') === null) {
      return unavailable(
        `${TENSORFLOW_PACKAGE} brought a second copy of TensorFlow.js; install the version of @tensorflow/tfjs, ${tf.version_core}`,
      );
    }
    return { available: true, reason: "TensorFlow's native library", threads: availableParallelism() };
  } catch (error) {
    return unavailable(`${TENSORFLOW_PACKAGE} is installed but does not load: ${firstLine(error)}`);
  } finally {
    // Loading it makes it the backend in force: that is the chooser's decision, not the loader's.
    if (before) await tf.setBackend(before);
  }
}

/**
 * The candidate for TensorFlow's native library.
 * @param loader finds and loads the package; Node's own by default
 */
export function createTensorflowBackend(loader: PackageLoader = nodeLoader): BackendCandidate {
  let probed: Promise<BackendProbe> | null = null;
  return { name: 'tensorflow', probe: () => (probed ??= loadTensorflow(loader)) };
}
