// SimpleRNN, GRU and LSTM over a whole sequence as TensorFlow.js kernels with their gradient: one call forward, one back.
// Not the layers that use them (models/layers), nor the arithmetic (native/recurrent.h, recurrentGradient.h).

import type * as tf from '@tensorflow/tfjs';
import type { EarshotBackend, Reserve } from '../earshotBackend';
import { depthBlock, gateStride } from '../operations';
import type { KernelRunner } from '../runner';
import { panelColumns, withScratch } from '../runner';
import { define } from './kernel';
import type {
  DirectionArguments,
  RecurrentAttributes,
  RecurrentInputs,
  RecurrentSizes,
} from './recurrentArguments';
import {
  floatsOf,
  inputArguments,
  numbered,
  numbersOf,
  pointersOf,
  recurrentColumns,
  sizesOf,
} from './recurrentArguments';

/** Kernels' names, by the number of directions. */
export const recurrentKernels = { 1: 'EarshotRecurrent', 2: 'EarshotBidirectional' } as const;
export const recurrentGradientKernel = 'EarshotRecurrentGradient';
export const recurrentInputKernel = 'EarshotRecurrentInputGradient';

const eachDirection = <T>({ directions }: RecurrentAttributes, make: (direction: number) => T): T[] =>
  Array.from({ length: directions }, (_, direction) => make(direction));

const keptNames = ['xs', 'hs', 'cs', 'gates'] as const;

/** What forward keeps for backward: inputs and states in the kernels' own order, and the gates. */
function allocateKept(
  { memory, lanes }: KernelRunner,
  attributes: RecurrentAttributes,
  sizes: RecurrentSizes,
): Reserve {
  const { batch, time, inputs, units, gates } = sizes;
  const cellSteps = { lstm: time + 1, gru: time, simpleRnn: 0 }[attributes.cell];
  const lengths = {
    xs: batch * time * inputs,
    hs: batch * time * units,
    cs: batch * cellSteps * units,
    gates: batch * time * gateStride(gates, units, lanes),
  };
  const entries = eachDirection(attributes, (direction) =>
    keptNames.map((name) => [numbered(name, direction), memory.allocate(lengths[name])] as const),
  );
  return Object.fromEntries(entries.flat());
}

const keptArguments = (kept: Reserve, direction: number): DirectionArguments =>
  Object.fromEntries(keptNames.map((name) => [name, kept[numbered(name, direction)]]));

/** Up to this many rows packing a matrix costs more than it saves. */
const FEW_ROWS = 4;

/** Lengths of a direction's packed kernel and recurrent kernel; 0 where they are read as they lie. */
function packedLengths(runner: KernelRunner, sizes: RecurrentSizes): [number, number] {
  const { batch, time, inputs, units, columns } = sizes;
  return [
    batch * time <= FEW_ROWS ? 0 : panelColumns(runner, columns) * inputs,
    batch <= FEW_ROWS / 2 ? 0 : recurrentColumns(runner, sizes) * units,
  ];
}

const orNull = (values: Float32Array): Float32Array | null => (values.length > 0 ? values : null);

/** Shapes of what {@link forward} gives: y, the reserve, then each direction's lastH, lastC, gates. */
function outputShapes(attributes: RecurrentAttributes, sizes: RecurrentSizes): number[][] {
  const { batch, time, units, columns } = sizes;
  const { directions, returnSequences, returnGates, cell } = attributes;
  const whole = directions * units;
  const last = directions === 2 ? [batch, whole] : [0];
  const own = [
    [batch, units],
    cell === 'lstm' ? [batch, units] : [0],
    returnGates ? [batch, time, columns] : [0],
  ];
  return [returnSequences ? [batch, time, whole] : last, [1], ...eachDirection(attributes, () => own).flat()];
}

/** Last states side by side, or taken apart again. */
function copyLast(
  together: Float32Array,
  apart: readonly Float32Array[],
  units: number,
  join: boolean,
): void {
  const width = apart.length * units;
  apart.forEach((own, direction) => {
    for (let from = 0, to = direction * units; from < own.length; from += units, to += width) {
      if (join) together.set(own.subarray(from, from + units), to);
      else own.set(together.subarray(to, to + units), from);
    }
  });
}

function runForward(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
  kept: Reserve,
  [y, , ...own]: Float32Array[],
): void {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes);
  const { units } = sizes;
  const lengths = packedLengths(runner, sizes);
  withScratch(runner, eachDirection(attributes, () => lengths).flat(), (packed) => {
    const args = eachDirection(attributes, (direction) => {
      const [lastH, lastC, activations] = own.slice(3 * direction, 3 * direction + 3);
      const [packedW, packedU] = packed.slice(2 * direction, 2 * direction + 2).map(orNull);
      return {
        ...inputArguments(backend, inputs, direction),
        ...keptArguments(kept, direction),
        y: attributes.returnSequences ? y.subarray(direction * units) : null,
        ...{ lastH, lastC: orNull(lastC), activations: orNull(activations), packedW, packedU },
      };
    });
    runner.run('recurrent', numbersOf(attributes, sizes), pointersOf(args));
  });
  if (!attributes.returnSequences && attributes.directions === 2) copyLast(y, [own[0], own[3]], units, true);
}

/**
 * Outputs: y ([batch, time, directions * units]; without sequences the last states of both directions
 * [batch, 2 * units], or [0] for one direction), the reserve, then each direction's lastH, lastC ([0] without a cell
 * state) and gates ([batch, time, gates * units] or [0]).
 */
function forward(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo[] {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes);
  const kept = allocateKept(runner, attributes, sizes);
  try {
    const outputs = backend.produce(outputShapes(attributes, sizes), (values) =>
      runForward(backend, inputs, attributes, kept, values),
    );
    backend.keep(outputs[1], kept);
    return outputs;
  } catch (error) {
    Object.values(kept).forEach((memory) => runner.memory.release(memory));
    throw error;
  }
}

const GRADIENTS = 5;

/** Gradients of each direction's last state: as given, and what the joined last states add. */
function lastGradients(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
  scratch: readonly Float32Array[],
): (Float32Array | null)[] {
  const given = eachDirection(attributes, (direction) =>
    floatsOf(backend, inputs[numbered('dLastH', direction)]),
  );
  if (attributes.returnSequences || attributes.directions === 1) return given;
  copyLast(backend.floats(inputs.dy), scratch, inputs.recurrentKernel0.shape[0], false);
  scratch.forEach((sum, direction) => {
    const own = given[direction];
    for (let i = 0; own && i < sum.length; i++) sum[i] += own[i];
  });
  return [...scratch];
}

/** What backward needs beside its outputs, a direction. */
function scratchLengths(
  runner: KernelRunner,
  sizes: RecurrentSizes,
  attributes: RecurrentAttributes,
): number[] {
  const { batch, time, units, columns } = sizes;
  return [
    2 * batch * units,
    panelColumns(runner, units) * columns,
    runner.threads * depthBlock * runner.panel,
    attributes.onStateGradients ? batch * time : 0,
    batch * units,
  ];
}

/**
 * Outputs, for each direction: gradients of kernel, recurrentKernel, bias, initialH, initialC. Leaves the gates' gradients
 * in the reserve.
 */
function backward(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo[] {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes);
  const kept = backend.reserveOf(inputs.reserve);
  const state = [sizes.batch, sizes.units];
  const { kernel0, recurrentKernel0 } = inputs;
  const own = [kernel0.shape, recurrentKernel0.shape, [sizes.columns], state, state];
  const lengths = scratchLengths(runner, sizes, attributes);
  const of = <T>(all: readonly T[], count: number, direction: number): T[] =>
    all.slice(count * direction, count * (direction + 1));
  return backend.produce(eachDirection(attributes, () => own).flat(), (gradients) =>
    withScratch(runner, eachDirection(attributes, () => lengths).flat(), (memory) => {
      const scratchOf = (direction: number) => of(memory, lengths.length, direction);
      const last = eachDirection(attributes, (direction) => scratchOf(direction)[4]);
      const dLastH = lastGradients(backend, inputs, attributes, last);
      const dy = attributes.returnSequences ? floatsOf(backend, inputs.dy) : null;
      const args = eachDirection(attributes, (direction) => {
        const [dKernel, dRecurrentKernel, dBias, dInitialH, dInitialC] = of(gradients, GRADIENTS, direction);
        const [scratch, packedUt, packedDz, norms] = scratchOf(direction);
        return {
          ...inputArguments(backend, inputs, direction),
          ...keptArguments(kept, direction),
          dy: dy && dy.subarray(direction * sizes.units),
          dLastH: dLastH[direction],
          dLastC: floatsOf(backend, inputs[numbered('dLastC', direction)]),
          ...{ dKernel, dRecurrentKernel, dBias, dInitialH, dInitialC },
          ...{ scratch, packedUt, packedDz, norms: orNull(norms) },
        };
      });
      runner.run('recurrentGradient', numbersOf(attributes, sizes), pointersOf(args));
      args.forEach(({ norms }, direction) => {
        if (norms) attributes.onStateGradients?.(norms.slice(), direction);
      });
    }),
  );
}

/** The gradient of x, after {@link backward}. */
function inputGradient(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  attributes: RecurrentAttributes,
): tf.TensorInfo {
  const { runner } = backend;
  const sizes = sizesOf(inputs, attributes);
  const kept = backend.reserveOf(inputs.reserve);
  const packed = panelColumns(runner, sizes.inputs) * sizes.columns;
  return backend.produceOne(inputs.x.shape, (dx) =>
    withScratch(
      runner,
      eachDirection(attributes, () => packed),
      (memory) => {
        const args = eachDirection(attributes, (direction) => ({
          ...inputArguments(backend, inputs, direction),
          ...keptArguments(kept, direction),
          ...{ dx, packedWt: memory[direction] },
        }));
        runner.run('recurrentInput', numbersOf(attributes, sizes), pointersOf(args));
      },
    ),
  );
}

/** Registers the kernels on a backend made of {@link EarshotBackend}. */
export function registerRecurrentKernels(backendName: string): void {
  type Run = (
    backend: EarshotBackend,
    inputs: RecurrentInputs,
    attributes: RecurrentAttributes,
  ) => tf.TensorInfo | tf.TensorInfo[];
  const register = (kernelName: string, run: Run) =>
    define(backendName, kernelName, ({ inputs, backend, attrs }) =>
      run(backend, inputs, attrs as unknown as RecurrentAttributes),
    );
  Object.values(recurrentKernels).forEach((kernelName) => register(kernelName, forward));
  register(recurrentGradientKernel, backward);
  register(recurrentInputKernel, inputGradient);
}
