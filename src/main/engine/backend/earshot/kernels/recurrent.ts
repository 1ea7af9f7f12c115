// SimpleRNN, GRU and LSTM over a whole sequence as TensorFlow.js kernels with their gradient: one call forward, one back.
// Not the layers that use them (models/layers), nor the arithmetic (native/recurrent.h, recurrentGradient.h).

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import { depthBlock, gateStride } from '../operations';
import type { KernelRunner } from '../runner';
import { panelColumns } from '../runner';

/** Cells by the number the C source gives them. */
export const recurrentCells = { simpleRnn: 0, gru: 1, lstm: 2 } as const;
export type RecurrentCellName = keyof typeof recurrentCells;
const gateCounts: Readonly<Record<RecurrentCellName, number>> = { simpleRnn: 1, gru: 3, lstm: 4 };

export const recurrentKernel = 'EarshotRecurrent';
export const recurrentGradientKernel = 'EarshotRecurrentGradient';
export const recurrentInputKernel = 'EarshotRecurrentInputGradient';

/** Empty tensors stand for what is left out. */
interface Inputs {
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

interface Attributes {
  readonly cell: RecurrentCellName;
  readonly reverse: boolean;
  readonly returnSequences: boolean;
  /** Called by the backward pass with [batch, time] squared norms of dL/dh_t. */
  readonly onStateGradients?: (squaredNorms: Float32Array) => void;
}

interface Sizes {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly units: number;
  readonly columns: number;
}

function sizesOf(inputs: Inputs, cell: RecurrentCellName): Sizes {
  const [batch, time, width] = inputs.x.shape;
  const units = inputs.recurrentKernel.shape[0];
  return { batch, time, inputs: width, units, columns: gateCounts[cell] * units };
}

const numbersOf = (cell: RecurrentCellName, sizes: Sizes, reverse: boolean): number[] => [
  recurrentCells[cell],
  sizes.batch,
  sizes.time,
  sizes.inputs,
  sizes.units,
  reverse ? 1 : 0,
];

/** What forward keeps for backward: inputs and states in the kernels' own order, and the gates. */
function allocateKept(
  runner: KernelRunner,
  cell: RecurrentCellName,
  sizes: Sizes,
): Record<string, Float32Array> {
  const { batch, time, inputs, units } = sizes;
  const cellSteps = cell === 'lstm' ? time + 1 : cell === 'gru' ? time : 0;
  return {
    xs: runner.allocate(batch * time * inputs),
    hs: runner.allocate(batch * time * units),
    cs: runner.allocate(batch * cellSteps * units),
    gates: runner.allocate(batch * time * gateStride(gateCounts[cell], units, runner.lanes)),
  };
}

/** Columns of a product with the recurrent kernel; GRU's two products are packed apart. */
function recurrentColumns(runner: KernelRunner, cell: RecurrentCellName, { units, columns }: Sizes): number {
  if (cell !== 'gru') return panelColumns(runner, columns);
  return panelColumns(runner, 2 * units) + panelColumns(runner, units);
}

/** Lends memory to `use` for the time of the call. */
function withScratch<T>(
  runner: KernelRunner,
  lengths: readonly number[],
  use: (memory: Float32Array[]) => T,
): T {
  const memory = lengths.map((length) => runner.allocate(length));
  try {
    return use(memory);
  } finally {
    memory.forEach((each) => runner.release(each));
  }
}

type Floats = Float32Array | null;

/** Values of a tensor; null where it is empty, which is how an argument is left out. */
function floatsOf(backend: EarshotBackend, tensor: tf.TensorInfo): Floats {
  return tf.util.sizeFromShape(tensor.shape) > 0 ? backend.floats(tensor) : null;
}

function inputPointers(backend: EarshotBackend, inputs: Inputs): Floats[] {
  const { x, kernel, recurrentKernel: recurrent, bias, initialH, initialC, mask, recurrentMask } = inputs;
  return [x, kernel, recurrent, bias, initialH, initialC, mask, recurrentMask].map((tensor) =>
    floatsOf(backend, tensor),
  );
}

/** Outputs: y ([batch, time, units] or, without sequences, [0]), last h, last c ([0] without a cell state), the reserve. */
function forward(
  backend: EarshotBackend,
  inputs: Inputs,
  { cell, reverse, returnSequences }: Attributes,
): tf.TensorInfo[] {
  const { runner } = backend;
  const sizes = sizesOf(inputs, cell);
  const { batch, time, units } = sizes;
  const y = returnSequences ? new Float32Array(batch * time * units) : null;
  const lastH = new Float32Array(batch * units);
  const lastC = cell === 'lstm' ? new Float32Array(batch * units) : null;
  const kept = allocateKept(runner, cell, sizes);
  const packed = [
    panelColumns(runner, sizes.columns) * sizes.inputs,
    recurrentColumns(runner, cell, sizes) * units,
  ];
  withScratch(runner, packed, ([packedW, packedU]) => {
    const { xs, hs, cs, gates } = kept;
    const pointers = [
      ...inputPointers(backend, inputs),
      y,
      lastH,
      lastC,
      xs,
      hs,
      cs,
      gates,
      packedW,
      packedU,
    ];
    runner.run('recurrent', numbersOf(cell, sizes, reverse), pointers);
  });
  const reserve = backend.makeTensor(new Float32Array(1), [1]);
  backend.keep(reserve, kept);
  return [
    y ? backend.makeTensor(y, [batch, time, units]) : backend.makeTensor(new Float32Array(0), [0]),
    backend.makeTensor(lastH, [batch, units]),
    lastC ? backend.makeTensor(lastC, [batch, units]) : backend.makeTensor(new Float32Array(0), [0]),
    reserve,
  ];
}

interface GradientInputs extends Inputs {
  readonly reserve: tf.TensorInfo;
  readonly dy: tf.TensorInfo;
  readonly dLastH: tf.TensorInfo;
  readonly dLastC: tf.TensorInfo;
}

const unusedOfForward: readonly null[] = [null, null, null];
const withoutPacked: readonly null[] = [null, null];

/** Outputs: gradients of kernel, recurrentKernel, bias, initialH, initialC; leaves the gates' gradients in the reserve. */
function backward(backend: EarshotBackend, inputs: GradientInputs, attributes: Attributes): tf.TensorInfo[] {
  const { runner } = backend;
  const { cell, reverse, onStateGradients } = attributes;
  const sizes = sizesOf(inputs, cell);
  const { batch, time, units, columns } = sizes;
  const { xs, hs, cs, gates } = backend.reserveOf(inputs.reserve);
  const shapes = [
    inputs.kernel.shape,
    inputs.recurrentKernel.shape,
    [columns],
    [batch, units],
    [batch, units],
  ];
  const gradients = shapes.map((shape) => new Float32Array(tf.util.sizeFromShape(shape)));
  const norms = onStateGradients ? new Float32Array(batch * time) : null;
  const columnsBack = panelColumns(runner, units) * columns;
  withScratch(
    runner,
    [2 * batch * units, columnsBack, runner.threads * depthBlock * runner.panel],
    (memory) => {
      const [scratch, packedUt, packedDz] = memory;
      const states = [inputs.dy, inputs.dLastH, inputs.dLastC].map((tensor) => floatsOf(backend, tensor));
      const kept = [...unusedOfForward, xs, hs, cs, gates, ...withoutPacked];
      const outputs = [null, ...gradients, norms, scratch, null, packedUt, packedDz];
      const pointers = [...inputPointers(backend, inputs), ...kept, ...states, ...outputs];
      runner.run('recurrentGradient', numbersOf(cell, sizes, reverse), pointers);
    },
  );
  if (norms) onStateGradients?.(norms);
  return gradients.map((values, i) => backend.makeTensor(values, shapes[i]));
}

/** The gradient of x, after {@link backward}. */
function inputGradient(
  backend: EarshotBackend,
  inputs: GradientInputs,
  { cell, reverse }: Attributes,
): tf.TensorInfo {
  const { runner } = backend;
  const sizes = sizesOf(inputs, cell);
  const dx = new Float32Array(tf.util.sizeFromShape(inputs.x.shape));
  const { gates } = backend.reserveOf(inputs.reserve);
  withScratch(runner, [panelColumns(runner, sizes.inputs) * sizes.columns], ([packedWt]) => {
    const kept = [...unusedOfForward, null, null, null, gates, ...withoutPacked];
    const outputs = [dx, null, null, null, null, null, null, null, packedWt, null, null];
    const pointers = [...inputPointers(backend, inputs), ...kept, null, null, null, ...outputs];
    runner.run('recurrentInput', numbersOf(cell, sizes, reverse), pointers);
  });
  return backend.makeTensor(dx, inputs.x.shape);
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
    attributes: Attributes,
  ) => tf.TensorInfo | tf.TensorInfo[];
  const register = <In>(kernelName: string, run: Run<In>) =>
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }: KernelCall) =>
        run(backend as EarshotBackend, inputs as In, attrs as Attributes),
    });
  register<Inputs>(recurrentKernel, forward);
  register<GradientInputs>(recurrentGradientKernel, backward);
  register<GradientInputs>(recurrentInputKernel, inputGradient);
}
