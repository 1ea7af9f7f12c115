// Runs a case of recurrentReference.ts on the backend in force: outputs and all gradients of the same loss.

import * as tf from '@tensorflow/tfjs';
import type { RecurrentSequenceResult } from '../recurrentSequence';
import { recurrentSequence } from '../recurrentSequence';
import type { ParameterName, RecurrentCase } from './recurrentReference';
import { gateCounts } from './recurrentReference';

const floats = (values: Float64Array) => Float32Array.from(values);

/** Shapes of the tensors a case is made of. */
function shapesOf({ cell, batch, time, inputs, units }: RecurrentCase): Record<ParameterName, number[]> {
  const columns = gateCounts[cell] * units;
  return {
    x: [batch, time, inputs],
    kernel: [inputs, columns],
    recurrentKernel: [units, columns],
    bias: [columns],
    initialH: [batch, units],
    initialC: [batch, units],
  };
}

export const parameterNames: readonly ParameterName[] = [
  'x',
  'kernel',
  'recurrentKernel',
  'bias',
  'initialH',
  'initialC',
];

/** Names of what this case hands over: states and bias only where it has them. */
export const usedParameters = (net: RecurrentCase): readonly ParameterName[] =>
  parameterNames.filter((name) => {
    if (name === 'initialH') return net.initial === true;
    if (name === 'initialC') return net.initial === true && net.cell === 'lstm';
    return name !== 'bias' || net.bias !== false;
  });

export interface CaseResult {
  readonly y: Float32Array;
  readonly lastH: Float32Array;
  readonly lastC: Float32Array;
  readonly gates: Float32Array;
  readonly gradients: Partial<Record<ParameterName, Float32Array>>;
  /** [batch, time] */
  readonly squaredNorms: Float32Array;
}

const read = (tensor: tf.Tensor): Float32Array => tensor.dataSync() as Float32Array;

export function runCase(net: RecurrentCase): CaseResult {
  return tf.tidy(() => {
    const shapes = shapesOf(net);
    const names = usedParameters(net);
    const tensors = names.map((name) => tf.tensor(floats(net.parameters[name]), shapes[name]));
    const { batch, time, units, mask, recurrentMask } = net;
    let squaredNorms: Float32Array = new Float32Array(0);
    const call = (values: tf.Tensor[]): RecurrentSequenceResult =>
      recurrentSequence({
        cell: net.cell,
        ...(Object.fromEntries(names.map((name, i) => [name, values[i]])) as unknown as {
          x: tf.Tensor3D;
          kernel: tf.Tensor2D;
          recurrentKernel: tf.Tensor2D;
        }),
        mask: mask ? tf.tensor2d(floats(mask), [batch, time]) : undefined,
        recurrentMask: recurrentMask ? tf.tensor2d(floats(recurrentMask), [batch, units]) : undefined,
        reverse: net.reverse,
        returnSequences: true,
        returnGates: true,
        onStateGradients: (norms) => {
          squaredNorms = norms;
        },
      });
    const { sequence, lastH, lastC, gates } = call(tensors);
    const weighted = (tensor: tf.Tensor, by: Float64Array) =>
      tf.sum(tf.mul(tensor, tf.tensor(floats(by), tensor.shape)));
    const gradients = tf.grads((...values: tf.Tensor[]) => {
      const result = call(values);
      const losses = [weighted(result.sequence, net.dy), weighted(result.lastH, net.dLastH)];
      if (net.cell === 'lstm') losses.push(weighted(result.lastC, net.dLastC));
      return tf.addN(losses) as tf.Scalar;
    })(tensors);
    return {
      y: read(sequence),
      lastH: read(lastH),
      lastC: read(lastC),
      gates: read(gates),
      gradients: Object.fromEntries(names.map((name, i) => [name, read(gradients[i])])),
      squaredNorms,
    };
  }) as unknown as CaseResult;
}
