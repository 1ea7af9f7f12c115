// Registers the backend `earshot` with TensorFlow.js: cpu's kernels under its name, then the fused ones over them.
// Not the decision whether it is used: that is chooseBackend's.

import * as tf from '@tensorflow/tfjs';
import { registerConvolutionGradient } from './convolution';
import { registerCrossEntropy, registerCrossEntropyGradient } from './crossEntropy';
import { registerDropout, registerDropoutGradient } from './dropout';
import { EarshotBackend } from './earshotBackend';
import { registerBatchNormalisationGradient } from './batchNormalisation';
import { registerArrange } from './kernels/arrange';
import { registerBatchNormalisation } from './kernels/batchNormalisation';
import { registerConvolution } from './kernels/convolution';
import { registerElementwise } from './kernels/elementwise';
import { registerGather } from './kernels/gather';
import { registerMatMul } from './kernels/matMul';
import { registerPooling } from './kernels/pooling';
import { recurrentKernels, registerRecurrentKernels } from './kernels/recurrent';
import { registerReduce } from './kernels/reduce';
import { registerTranspose } from './kernels/transpose';
import { registerRecurrentGradients } from './recurrentSequence';
import { registerStockGradients } from './stockGradients';
import type { KernelRunner } from './runner';

const kernels = [
  registerMatMul,
  registerConvolution,
  registerPooling,
  registerElementwise,
  registerArrange,
  registerReduce,
  registerBatchNormalisation,
  registerTranspose,
  registerGather,
  registerDropout,
  registerCrossEntropy,
  registerRecurrentKernels,
];

/** Gradients are TensorFlow.js' own business, whatever the backend: once a thread is enough. */
function registerGradients(): void {
  if (tf.getGradient(recurrentKernels[1])) return;
  registerRecurrentGradients();
  registerConvolutionGradient();
  registerCrossEntropyGradient();
  registerDropoutGradient();
  registerBatchNormalisationGradient();
  registerStockGradients();
}

/** Makes `name` a TensorFlow.js backend that computes with `runner`; `tf.setBackend(name)` then starts it. */
export function registerEarshot(name: string, runner: KernelRunner): void {
  tf.copyRegisteredKernels('cpu', name);
  kernels.forEach((register) => register(name));
  registerGradients();
  tf.registerBackend(name, () => new EarshotBackend(runner), 4);
}
