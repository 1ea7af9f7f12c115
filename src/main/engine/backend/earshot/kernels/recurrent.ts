// SimpleRNN, GRU and LSTM over a whole sequence as TensorFlow.js kernels with their gradient: one call forward, one back.
// Not the layers that use them (models/layers), nor the arithmetic (native/recurrent.h, recurrentGradient.h).

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend, Reserve } from '../earshotBackend';
import { depthBlock, gateStride } from '../operations';
import type { KernelRunner } from '../runner';
import { panelColumns, withScratch } from '../runner';
import type { RecurrentAttributes, RecurrentInputs, RecurrentSizes } from './recurrentArguments';
import {
  floatsOf,
  forwardPointers,
  gradientPointers,
  inputArguments,
  numbersOf,
  recurrentColumns,
  sizesOf,
} from './recurrentArguments';

export const recurrentKernel = 'EarshotRecurrent';
export const recurrentGradientKernel = 'EarshotRecurrentGradient';
export const recurrentInputKernel = 'EarshotRecurrentInputGradient';

/** What forward keeps for backward: inputs and states in the kernels' own order, and the gates. */
function allocateKept(
  { memory, lanes }: KernelRunner,
  { cell }: RecurrentAttributes,
  sizes: RecurrentSizes,
): Reserve {
  const { batch, time, inputs, units, gates } = sizes;
  const cellSteps = cell === 'lstm' ? time + 1 : cell === 'gru' ? time : 0;
  return {
    xs: memory.allocate(batch * time * inputs),
    hs: memory.allocate(batch * time * units),
    cs: memory.allocate(batch * cellSteps * units),
    gates: memory.allocate(batch * time * gateStride(gates, units, lanes)),
  };
}

/**
 * Outputs: y ([batch, time, units] or, without sequences, [0]), last h, last c ([0] without a cell state), the reserve,
 * the activated gates ([batch, time, gates * units] or [0]).
 */
function forward(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo[] {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes.cell);
  const { batch, time, units, columns } = sizes;
  const shapes = [
    attributes.returnSequences ? [batch, time, units] : [0],
    [batch, units],
    attributes.cell === 'lstm' ? [batch, units] : [0],
    [1],
    attributes.returnGates ? [batch, time, columns] : [0],
  ];
  const kept = allocateKept(runner, attributes, sizes);
  const packed = [panelColumns(runner, columns) * sizes.inputs, recurrentColumns(runner, sizes) * units];
  try {
    const outputs = backend.produce(shapes, ([y, lastH, lastC, , activations]) =>
      withScratch(runner, packed, ([packedW, packedU]) => {
        const wanted = { y: orNull(y), lastH, lastC: orNull(lastC), activations: orNull(activations) };
        const args = { ...inputArguments(backend, inputs), ...wanted, ...kept, packedW, packedU };
        runner.run('recurrent', numbersOf(attributes, sizes), forwardPointers(args));
      }),
    );
    backend.keep(outputs[3], kept);
    return outputs;
  } catch (error) {
    Object.values(kept).forEach((memory) => runner.memory.release(memory));
    throw error;
  }
}

const orNull = (values: Float32Array): Float32Array | null => (values.length > 0 ? values : null);

interface GradientInputs extends RecurrentInputs {
  readonly reserve: tf.TensorInfo;
  readonly dy: tf.TensorInfo;
  readonly dLastH: tf.TensorInfo;
  readonly dLastC: tf.TensorInfo;
}

/** Outputs: gradients of kernel, recurrentKernel, bias, initialH, initialC; leaves the gates' gradients in the reserve. */
function backward(
  backend: EarshotBackend,
  inputs: GradientInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo[] {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes.cell);
  const { batch, time, units, columns } = sizes;
  const state = [batch, units];
  const shapes = [inputs.kernel.shape, inputs.recurrentKernel.shape, [columns], state, state];
  const scratchLengths = [
    2 * batch * units,
    panelColumns(runner, units) * columns,
    runner.threads * depthBlock * runner.panel,
    attributes.onStateGradients ? batch * time : 0,
  ];
  return backend.produce(shapes, ([dKernel, dRecurrentKernel, dBias, dInitialH, dInitialC]) =>
    withScratch(runner, scratchLengths, ([scratch, packedUt, packedDz, norms]) => {
      const args = {
        ...inputArguments(backend, inputs),
        ...backend.reserveOf(inputs.reserve),
        dy: floatsOf(backend, inputs.dy),
        dLastH: floatsOf(backend, inputs.dLastH),
        dLastC: floatsOf(backend, inputs.dLastC),
        ...{ dKernel, dRecurrentKernel, dBias, dInitialH, dInitialC },
        ...{ norms: orNull(norms), scratch, packedUt, packedDz },
      };
      runner.run('recurrentGradient', numbersOf(attributes, sizes), gradientPointers(args));
      attributes.onStateGradients?.(norms.slice());
    }),
  );
}

/** The gradient of x, after {@link backward}. */
function inputGradient(
  backend: EarshotBackend,
  inputs: GradientInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes.cell);
  const packed = panelColumns(runner, sizes.inputs) * sizes.columns;
  return backend.produceOne(inputs.x.shape, (dx) =>
    withScratch(runner, [packed], ([packedWt]) => {
      const reserve = backend.reserveOf(inputs.reserve);
      const args = { ...inputArguments(backend, inputs), ...reserve, dx, packedWt };
      runner.run('recurrentInput', numbersOf(attributes, sizes), gradientPointers(args));
    }),
  );
}

interface KernelCall {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly backend: unknown;
  readonly attrs?: unknown;
}

/** Registers the kernels on a backend made of {@link EarshotBackend}. */
export function registerRecurrentKernels(backendName: string): void {
  type Run<In> = (
    backend: EarshotBackend,
    inputs: In,
    attributes: RecurrentAttributes,
  ) => tf.TensorInfo | tf.TensorInfo[];
  const register = <In>(kernelName: string, run: Run<In>) =>
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }: KernelCall) =>
        run(backend as EarshotBackend, inputs as In, attrs as RecurrentAttributes),
    });
  register<RecurrentInputs>(recurrentKernel, forward);
  register<GradientInputs>(recurrentGradientKernel, backward);
  register<GradientInputs>(recurrentInputKernel, inputGradient);
}
