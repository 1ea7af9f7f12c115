// Registers the backend `earshot` with TensorFlow.js: cpu's kernels under its name, then the fused ones over them.
// Not the decision whether it is used: that is chooseBackend's.

import * as tf from '@tensorflow/tfjs';
import { EarshotBackend } from './earshotBackend';
import { registerConvolution } from './kernels/convolution';
import { registerElementwise } from './kernels/elementwise';
import { registerMatMul } from './kernels/matMul';
import { registerPooling } from './kernels/pooling';
import { registerRecurrentKernels } from './kernels/recurrent';
import { registerReductions } from './kernels/reductions';
import { registerRecurrentGradient } from './recurrentSequence';
import type { KernelRunner } from './runner';

/** Makes `name` a TensorFlow.js backend that computes with `runner`; `tf.setBackend(name)` then starts it. */
export function registerEarshot(name: string, runner: KernelRunner): void {
  tf.copyRegisteredKernels('cpu', name);
  registerMatMul(name);
  registerConvolution(name);
  registerPooling(name);
  registerElementwise(name);
  registerReductions(name);
  registerRecurrentKernels(name);
  if (!tf.getGradient('EarshotRecurrent')) registerRecurrentGradient();
  tf.registerBackend(name, () => new EarshotBackend(runner), 4);
}
