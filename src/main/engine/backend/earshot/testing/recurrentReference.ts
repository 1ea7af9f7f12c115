// SimpleRNN, GRU and LSTM written out plainly in float64, step by step: what the kernels are held against.
// Keras' weight layout and gate order; the GRU resets the state before the recurrent product. Not fast, and no gradients:
// those are taken as finite differences, which in float64 are good to about nine digits.

import type { createRandom } from '../../../../../shared/dsp/random';

export type CellName = 'simpleRnn' | 'gru' | 'lstm';
export const gateCounts: Readonly<Record<CellName, number>> = { simpleRnn: 1, gru: 3, lstm: 4 };

export interface CaseShape {
  readonly cell: CellName;
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly units: number;
  readonly reverse?: boolean;
  readonly masked?: boolean;
  readonly initial?: boolean;
  readonly recurrentDropout?: boolean;
  readonly bias?: boolean;
}

/** What a net reads; all float64, row-major. */
export interface Parameters {
  readonly x: Float64Array;
  readonly kernel: Float64Array;
  readonly recurrentKernel: Float64Array;
  readonly bias: Float64Array;
  readonly initialH: Float64Array;
  readonly initialC: Float64Array;
}
export type ParameterName = keyof Parameters;

export interface RecurrentCase extends CaseShape {
  readonly parameters: Parameters;
  /** [batch, time], 0 where a step is skipped; null without a mask. */
  readonly mask: Float64Array | null;
  /** [batch, units]; null without recurrent dropout. */
  readonly recurrentMask: Float64Array | null;
  /** dL/dy, dL/dlastH, dL/dlastC of the loss L that is their product with the outputs. */
  readonly dy: Float64Array;
  readonly dLastH: Float64Array;
  readonly dLastC: Float64Array;
}

export interface ReferenceOutputs {
  /** [batch, time, units] in the order of processing */
  readonly y: Float64Array;
  readonly lastH: Float64Array;
  readonly lastC: Float64Array;
  /** [batch, time, gates * units] as activated, zeros in skipped steps */
  readonly gates: Float64Array;
}

type Random = ReturnType<typeof createRandom>;

/** Numbers as float32 holds them, so that both sides start from the same. */
const draw = (length: number, scale: number, random: Random): Float64Array =>
  Float64Array.from({ length }, () => Math.fround(scale * (2 * random() - 1)));

export function createCase(shape: CaseShape, random: Random): RecurrentCase {
  const { cell, batch, time, inputs, units } = shape;
  const columns = gateCounts[cell] * units;
  const state = batch * units;
  const zeros = (length: number) => new Float64Array(length);
  const kept = () => (random() < 0.3 ? 0 : 1);
  return {
    ...shape,
    parameters: {
      x: draw(batch * time * inputs, 1, random),
      kernel: draw(inputs * columns, 1 / Math.sqrt(inputs), random),
      recurrentKernel: draw(units * columns, 1 / Math.sqrt(units), random),
      bias: shape.bias === false ? zeros(columns) : draw(columns, 0.5, random),
      initialH: shape.initial ? draw(state, 1, random) : zeros(state),
      initialC: shape.initial && cell === 'lstm' ? draw(state, 1, random) : zeros(state),
    },
    mask: shape.masked ? Float64Array.from({ length: batch * time }, kept) : null,
    recurrentMask: shape.recurrentDropout ? Float64Array.from({ length: state }, () => 1.25 * kept()) : null,
    dy: draw(batch * time * units, 1, random),
    dLastH: draw(state, 1, random),
    dLastC: cell === 'lstm' ? draw(state, 1, random) : zeros(state),
  };
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** sum over k of row[k] * matrix[k, column] */
function dot(row: Float64Array, matrix: Float64Array, columns: number, column: number): number {
  let sum = 0;
  for (let k = 0; k < row.length; k++) sum += row[k] * matrix[k * columns + column];
  return sum;
}

interface State {
  readonly h: Float64Array;
  readonly c: Float64Array;
  readonly gates: Float64Array;
}

/** One step of one row. @param h the state it reads, recurrent dropout applied */
function stepRow(
  cell: CellName,
  parameters: Parameters,
  x: Float64Array,
  h: Float64Array,
  c: Float64Array,
): State {
  const units = h.length;
  const columns = gateCounts[cell] * units;
  const { kernel, recurrentKernel, bias } = parameters;
  const gates = new Float64Array(columns);
  const input = (column: number) => dot(x, kernel, columns, column) + bias[column];
  const before = (column: number) => input(column) + dot(h, recurrentKernel, columns, column);
  const next = new Float64Array(units);
  if (cell === 'simpleRnn') {
    for (let j = 0; j < units; j++) next[j] = gates[j] = Math.tanh(before(j));
    return { h: next, c, gates };
  }
  if (cell === 'gru') {
    for (let j = 0; j < 2 * units; j++) gates[j] = sigmoid(before(j));
    const resetH = h.map((value, j) => value * gates[units + j]);
    for (let j = 0; j < units; j++) {
      const column = 2 * units + j;
      gates[column] = Math.tanh(input(column) + dot(resetH, recurrentKernel, columns, column));
      next[j] = gates[j] * h[j] + (1 - gates[j]) * gates[column];
    }
    return { h: next, c, gates };
  }
  const nextC = new Float64Array(units);
  for (let j = 0; j < units; j++) {
    const [i, f, o] = [0, 1, 3].map((gate) => (gates[gate * units + j] = sigmoid(before(gate * units + j))));
    const g = (gates[2 * units + j] = Math.tanh(before(2 * units + j)));
    nextC[j] = f * c[j] + i * g;
    next[j] = o * Math.tanh(nextC[j]);
  }
  return { h: next, c: nextC, gates };
}

/** Something added to one unit of the state that a step leaves. */
export interface Nudge {
  readonly row: number;
  /** In the order of processing. */
  readonly step: number;
  readonly unit: number;
  readonly by: number;
}

export function runReference(
  net: RecurrentCase,
  parameters: Parameters = net.parameters,
  nudge?: Nudge,
): ReferenceOutputs {
  const { cell, batch, time, inputs, units, mask, recurrentMask } = net;
  const columns = gateCounts[cell] * units;
  const y = new Float64Array(batch * time * units);
  const gates = new Float64Array(batch * time * columns);
  const [lastH, lastC] = [new Float64Array(batch * units), new Float64Array(batch * units)];
  for (let b = 0; b < batch; b++) {
    const ofRow = (values: Float64Array) => values.slice(b * units, (b + 1) * units);
    let [h, c]: Float64Array[] = [ofRow(parameters.initialH), ofRow(parameters.initialC)];
    const factor = recurrentMask ? ofRow(recurrentMask) : null;
    for (let t = 0; t < time; t++) {
      const row = b * time + (net.reverse ? time - 1 - t : t);
      if (mask === null || mask[row] !== 0) {
        const read = factor ? h.map((value, j) => value * factor[j]) : h;
        const step = stepRow(
          cell,
          parameters,
          parameters.x.subarray(row * inputs, (row + 1) * inputs),
          read,
          c,
        );
        [h, c] = [step.h, step.c];
        gates.set(step.gates, (b * time + t) * columns);
      }
      if (nudge?.row === b && nudge.step === t) {
        h = h.slice();
        h[nudge.unit] += nudge.by;
      }
      y.set(h, (b * time + t) * units);
    }
    lastH.set(h, b * units);
    lastC.set(c, b * units);
  }
  return { y, lastH, lastC, gates };
}

const product = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** The loss whose gradients are compared. */
export function lossOf(net: RecurrentCase, parameters: Parameters, nudge?: Nudge): number {
  const { y, lastH, lastC } = runReference(net, parameters, nudge);
  return product(y, net.dy) + product(lastH, net.dLastH) + product(lastC, net.dLastC);
}

const STEP = 1e-5;

/**
 * Derivative of the loss along a direction, as a central difference.
 * @param direction what moves, and how; what is left out stays
 */
export function slopeAlong(net: RecurrentCase, direction: Partial<Parameters>): number {
  const moved = (sign: number): Parameters => {
    const entries = Object.entries(direction).map(([name, along]) => [
      name,
      net.parameters[name as ParameterName].map((value, i) => value + sign * STEP * along[i]),
    ]);
    return { ...net.parameters, ...(Object.fromEntries(entries) as Partial<Parameters>) };
  };
  return (lossOf(net, moved(1)) - lossOf(net, moved(-1))) / (2 * STEP);
}

/** dL/dh of one unit after one step. */
export function stateSlope(net: RecurrentCase, row: number, step: number, unit: number): number {
  const moved = (by: number) => lossOf(net, net.parameters, { row, step, unit, by });
  return (moved(STEP) - moved(-STEP)) / (2 * STEP);
}
