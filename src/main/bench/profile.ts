// Where the time of a step goes, by TensorFlow.js kernel: each kernel's own time, and what is left between them.

import * as tf from '@tensorflow/tfjs';
import type { BenchModel } from './models';
import type { ProfileRecord } from './report';
import { median } from './timing';

type Kernels = ProfileRecord['kernels'];

/** Wraps every kernel of the backend in force with a clock; returns what takes them off again. */
function timeKernels(add: (name: string, ms: number) => void): () => void {
  const backendName = tf.getBackend();
  const stock = tf.getKernelsForBackend(backendName);
  const replace = (configs: typeof stock) =>
    configs.forEach((config) => {
      tf.unregisterKernel(config.kernelName, backendName);
      tf.registerKernel(config);
    });
  replace(
    stock.map((config) => ({
      ...config,
      kernelFunc: (call: Parameters<typeof config.kernelFunc>[0]) => {
        const start = performance.now();
        const outputs = config.kernelFunc(call);
        add(config.kernelName, performance.now() - start);
        return outputs;
      },
    })),
  );
  return () => replace(stock);
}

/** Medians over steps, the slowest kernel first. */
export function profileSteps(
  model: BenchModel,
  steps = 15,
): { readonly stepMs: number; readonly kernels: Kernels } {
  const perStep: Map<string, { calls: number; ms: number }>[] = [];
  const restore = timeKernels((name, ms) => {
    const current = perStep[perStep.length - 1];
    const entry = current.get(name) ?? { calls: 0, ms: 0 };
    current.set(name, { calls: entry.calls + 1, ms: entry.ms + ms });
  });
  const times: number[] = [];
  try {
    for (let i = 0; i < steps; i++) {
      perStep.push(new Map());
      const start = performance.now();
      model.step();
      times.push(performance.now() - start);
    }
  } finally {
    restore();
  }
  const names = [...new Set(perStep.flatMap((each) => [...each.keys()]))];
  const kernels = names.map((name) => ({
    name,
    calls: perStep[perStep.length - 1].get(name)?.calls ?? 0,
    ms: median(perStep.map((each) => each.get(name)?.ms ?? 0)),
  }));
  return { stepMs: median(times), kernels: kernels.sort((a, b) => b.ms - a.ms) };
}
