// The arguments of the recurrent kernels: names, sizes, checks, and the order in which the C source lists them.
// Not the kernels (recurrent.ts). A net has one direction, or two that read the same x.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import type { KernelRunner } from '../runner';
import { panelColumns } from '../runner';
import { sizeOf } from './kernel';

/** Cells by the number the C source gives them. */
export const recurrentCells = { simpleRnn: 0, gru: 1, lstm: 2 } as const;
export type RecurrentCellName = keyof typeof recurrentCells;
const gateCounts: Readonly<Record<RecurrentCellName, number>> = { simpleRnn: 1, gru: 3, lstm: 4 };

/** What each direction has of its own. Empty tensors stand for what is left out. */
export const directionInputs = [
  'kernel',
  'recurrentKernel',
  'bias',
  'initialH',
  'initialC',
  'recurrentMask',
] as const;
export type DirectionInput = (typeof directionInputs)[number];

/** A direction's own inputs and outputs bear its number: kernel0, kernel1. */
export const numbered = (name: string, direction: number): string => `${name}${direction}`;

/** Names of the kernels' inputs: x [batch, time, inputs], mask [batch, time], then those of each direction. */
export const inputNames = (directions: number): string[] => [
  'x',
  'mask',
  ...Array.from({ length: directions }, (_, direction) =>
    directionInputs.map((name) => numbered(name, direction)),
  ).flat(),
];

export type RecurrentInputs = Readonly<Record<string, tf.TensorInfo>>;

export interface RecurrentAttributes {
  readonly cell: RecurrentCellName;
  readonly directions: 1 | 2;
  /** Whether the first direction goes from the last step to the first; the second goes the other way. */
  readonly reverse: boolean;
  readonly returnSequences: boolean;
  readonly returnGates: boolean;
  /** Called by the backward pass for each direction with [batch, time] squared norms of dL/dh_t. */
  readonly onStateGradients?: (squaredNorms: Float32Array, direction: number) => void;
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

function requireShape(name: string, tensor: tf.TensorInfo, shape: number[]): void {
  if (tensor.dtype === 'float32' && tf.util.arraysEqual(tensor.shape, shape)) return;
  const got = `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  throw new Error(`recurrent kernel: expected ${name} float32 [${shape.join(', ')}], got ${got}`);
}

/**
 * The sizes that x and the recurrent kernel give.
 * @throws Error naming the input whose shape or type does not go with them: native code would read past its end
 */
export function sizesOf(inputs: RecurrentInputs, { cell, directions }: RecurrentAttributes): RecurrentSizes {
  const [batch, time, width] = inputs.x.shape;
  const [units] = inputs.recurrentKernel0.shape;
  const gates = gateCounts[cell];
  const columns = gates * units;
  const state = [batch, units];
  const optional = { bias: [columns], initialH: state, initialC: state, recurrentMask: state };
  requireShape('x', inputs.x, [batch, time, width]);
  if (sizeOf(inputs.mask) > 0) requireShape('mask', inputs.mask, [batch, time]);
  for (let direction = 0; direction < directions; direction++) {
    const of = (name: string) => inputs[numbered(name, direction)];
    requireShape('kernel', of('kernel'), [width, columns]);
    requireShape('recurrentKernel', of('recurrentKernel'), [units, columns]);
    for (const [name, shape] of Object.entries(optional))
      if (sizeOf(of(name)) > 0) requireShape(name, of(name), shape);
  }
  return { batch, time, inputs: width, units, gates, columns };
}

/** Both directions of a net stand side by side in the order of time; one alone in the order of processing. */
export function numbersOf(
  { cell, reverse, directions }: RecurrentAttributes,
  { batch, time, inputs, units }: RecurrentSizes,
): number[] {
  const inTime = directions - 1;
  return [
    recurrentCells[cell],
    batch,
    time,
    inputs,
    units,
    Number(reverse),
    inTime,
    directions * units,
    directions,
  ];
}

/** Columns of packed recurrent panels; GRU's two products are packed apart. */
export function recurrentColumns(runner: KernelRunner, { gates, units, columns }: RecurrentSizes): number {
  if (gates !== gateCounts.gru) return panelColumns(runner, columns);
  return panelColumns(runner, 2 * units) + panelColumns(runner, units);
}

/** As in `Recurrent` of native/recurrent.h. */
const forwardOrder = [
  'x',
  'kernel',
  'recurrentKernel',
  'bias',
  'initialH',
  'initialC',
  'mask',
  'recurrentMask',
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
export type DirectionArguments = Partial<Readonly<Record<(typeof gradientOrder)[number], Floats>>>;

/** The pointers of all directions, as the C source wants them. */
export const pointersOf = (directions: readonly DirectionArguments[]): Floats[] =>
  directions.flatMap((args) => gradientOrder.map((name) => args[name] ?? null));

/** Values of a tensor; null where it is empty, which is how an argument is left out. */
export const floatsOf = (backend: EarshotBackend, tensor: tf.TensorInfo): Floats =>
  sizeOf(tensor) === 0 ? null : backend.floats(tensor);

/** The values of a direction's inputs. */
export function inputArguments(
  backend: EarshotBackend,
  inputs: RecurrentInputs,
  direction: number,
): DirectionArguments {
  const own = directionInputs.map((name) => [name, floatsOf(backend, inputs[numbered(name, direction)])]);
  return {
    x: floatsOf(backend, inputs.x),
    mask: floatsOf(backend, inputs.mask),
    ...(Object.fromEntries(own) as DirectionArguments),
  };
}
