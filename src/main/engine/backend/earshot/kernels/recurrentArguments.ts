// The arguments of the recurrent kernels: sizes, checks, and the order in which the C source lists them.
// Not the kernels (recurrent.ts).

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import type { KernelRunner } from '../runner';
import { panelColumns } from '../runner';

/** Cells by the number the C source gives them. */
export const recurrentCells = { simpleRnn: 0, gru: 1, lstm: 2 } as const;
export type RecurrentCellName = keyof typeof recurrentCells;
const gateCounts: Readonly<Record<RecurrentCellName, number>> = { simpleRnn: 1, gru: 3, lstm: 4 };

/** Empty tensors stand for what is left out. */
export interface RecurrentInputs {
  /** [batch, time, inputs] */
  readonly x: tf.TensorInfo;
  /** [inputs, gates * units] */
  readonly kernel: tf.TensorInfo;
  /** [units, gates * units] */
  readonly recurrentKernel: tf.TensorInfo;
  /** [gates * units] */
  readonly bias: tf.TensorInfo;
  /** [batch, units] */
  readonly initialH: tf.TensorInfo;
  readonly initialC: tf.TensorInfo;
  /** [batch, time], zero where a step is skipped */
  readonly mask: tf.TensorInfo;
  /** [batch, units] */
  readonly recurrentMask: tf.TensorInfo;
}

export interface RecurrentAttributes {
  readonly cell: RecurrentCellName;
  readonly reverse: boolean;
  readonly returnSequences: boolean;
  readonly returnGates: boolean;
  /** Called by the backward pass with [batch, time] squared norms of dL/dh_t. */
  readonly onStateGradients?: (squaredNorms: Float32Array) => void;
}

export interface RecurrentSizes {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly units: number;
  readonly gates: number;
  /** gates * units */
  readonly columns: number;
}

const isEmpty = (tensor: tf.TensorInfo): boolean => tf.util.sizeFromShape(tensor.shape) === 0;

function requireShape(name: string, tensor: tf.TensorInfo, shape: number[]): void {
  if (tensor.dtype === 'float32' && tf.util.arraysEqual(tensor.shape, shape)) return;
  const got = `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  throw new Error(`recurrent kernel: expected ${name} float32 [${shape.join(', ')}], got ${got}`);
}

/**
 * The sizes that x and the recurrent kernel give.
 * @throws Error naming the input whose shape or type does not go with them: native code would read past its end
 */
export function sizesOf(inputs: RecurrentInputs, cell: RecurrentCellName): RecurrentSizes {
  const { x, kernel, recurrentKernel, ...optional } = inputs;
  const [batch, time, width] = x.shape;
  const [units] = recurrentKernel.shape;
  const gates = gateCounts[cell];
  const columns = gates * units;
  requireShape('x', x, [batch, time, width]);
  requireShape('kernel', kernel, [width, columns]);
  requireShape('recurrentKernel', recurrentKernel, [units, columns]);
  const state = [batch, units];
  const shapes = {
    bias: [columns],
    initialH: state,
    initialC: state,
    mask: [batch, time],
    recurrentMask: state,
  };
  for (const [name, shape] of Object.entries(shapes)) {
    const tensor = optional[name as keyof typeof shapes];
    if (!isEmpty(tensor)) requireShape(name, tensor, shape);
  }
  return { batch, time, inputs: width, units, gates, columns };
}

export const numbersOf = (
  { cell, reverse }: RecurrentAttributes,
  { batch, time, inputs, units }: RecurrentSizes,
): number[] => [recurrentCells[cell], batch, time, inputs, units, reverse ? 1 : 0];

/** Columns of packed recurrent panels; GRU's two products are packed apart. */
export function recurrentColumns(runner: KernelRunner, { gates, units, columns }: RecurrentSizes): number {
  if (gates !== gateCounts.gru) return panelColumns(runner, columns);
  return panelColumns(runner, 2 * units) + panelColumns(runner, units);
}

const inputOrder = [
  'x',
  'kernel',
  'recurrentKernel',
  'bias',
  'initialH',
  'initialC',
  'mask',
  'recurrentMask',
] as const;

/** As in `Recurrent` of native/recurrent.h. */
const forwardOrder = [
  ...inputOrder,
  'y',
  'lastH',
  'lastC',
  'activations',
  'xs',
  'hs',
  'cs',
  'gates',
  'packedW',
  'packedU',
] as const;

/** As in `RecurrentGradient` of native/recurrent.h, behind those of forward. */
const gradientOrder = [
  ...forwardOrder,
  'dy',
  'dLastH',
  'dLastC',
  'dx',
  'dKernel',
  'dRecurrentKernel',
  'dBias',
  'dInitialH',
  'dInitialC',
  'norms',
  'scratch',
  'packedWt',
  'packedUt',
  'packedDz',
] as const;

type Floats = Float32Array | null;
export type ForwardArguments = Partial<Readonly<Record<(typeof forwardOrder)[number], Floats>>>;
export type GradientArguments = Partial<Readonly<Record<(typeof gradientOrder)[number], Floats>>>;

export const forwardPointers = (args: ForwardArguments): Floats[] =>
  forwardOrder.map((name) => args[name] ?? null);
export const gradientPointers = (args: GradientArguments): Floats[] =>
  gradientOrder.map((name) => args[name] ?? null);

/** Values of a tensor; null where it is empty, which is how an argument is left out. */
export const floatsOf = (backend: EarshotBackend, tensor: tf.TensorInfo): Floats =>
  isEmpty(tensor) ? null : backend.floats(tensor);

/** The values of all inputs. */
export function inputArguments(backend: EarshotBackend, inputs: RecurrentInputs): ForwardArguments {
  return Object.fromEntries(inputOrder.map((name) => [name, floatsOf(backend, inputs[name])]));
}
