// Casts, and tensors put together, taken apart, repeated or turned round row by row, without index arithmetic a value.

import * as tf from '@tensorflow/tfjs';
import type { Kernel } from './kernel';
import { isFloat, override, sizeOf } from './kernel';
import { repeatOf } from './spans';

/** Reverses the time axis of [batch, time, channels] by copying whole rows. */
function reverse(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { dims } = call.attrs as { dims: number | number[] };
    const axes = tf.util.parseAxisParam(dims, x.shape);
    if (x.shape.length !== 3 || axes.length !== 1 || axes[0] !== 1 || !isFloat(x)) return stock(call);
    const [batch, time, channels] = x.shape;
    const values = call.backend.floats(x);
    return call.backend.produceOne(x.shape, (out) => {
      for (let row = 0; row < batch * time; row++) {
        const mirrored = row - (row % time) + (time - 1 - (row % time));
        out.set(values.subarray(row * channels, (row + 1) * channels), mirrored * channels);
      }
    });
  };
}

/** Splits the last axis, as the gradient of a concatenation does. */
function split(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { numOrSizeSplits, axis } = call.attrs as { numOrSizeSplits: number | number[]; axis: number };
    const [last] = tf.util.parseAxisParam(axis, x.shape);
    if (last !== x.shape.length - 1 || !isFloat(x)) return stock(call);
    const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, last);
    const columns = x.shape[last];
    const values = call.backend.floats(x);
    const shapes = sizes.map((size) => [...x.shape.slice(0, -1), size]);
    return call.backend.produce(shapes, (outputs) => {
      let first = 0;
      outputs.forEach((out, i) => {
        for (let from = first, to = 0; to < out.length; from += columns, to += sizes[i])
          out.set(values.subarray(from, from + sizes[i]), to);
        first += sizes[i];
      });
    });
  };
}

/** Puts tensors side by side along the last axis. */
function concat(stock: Kernel): Kernel {
  return (call) => {
    const tensors = Object.values(call.inputs);
    const [first] = tensors;
    const [last] = tf.util.parseAxisParam(call.attrs.axis as number, first.shape);
    const isPlain = tensors.every((each) => isFloat(each) && sizeOf(each) > 0);
    if (last !== first.shape.length - 1 || !isPlain || tensors.length < 2) return stock(call);
    const widths = tensors.map(({ shape }) => shape[last]);
    const columns = widths.reduce((all, width) => all + width, 0);
    return call.backend.produceOne([...first.shape.slice(0, -1), columns], (out) => {
      let start = 0;
      tensors.forEach((tensor, i) => {
        const values = call.backend.floats(tensor);
        for (let from = 0, to = start; from < values.length; from += widths[i], to += columns)
          out.set(values.subarray(from, from + widths[i]), to);
        start += widths[i];
      });
    });
  };
}

/** Repeats a tensor along its leading axes of length one, as the gradient of batch normalisation does. */
function tile(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { reps } = call.attrs as { reps: number[] };
    const repeated = x.shape.map((length, axis) => length * reps[axis]);
    const spans = isFloat(x) && sizeOf(x) > 0 && !reps.includes(0) ? repeatOf(repeated, x.shape) : null;
    if (!spans || spans.outer > 1) return stock(call);
    const values = call.backend.floats(x);
    return call.backend.produceOne(repeated, (out) => {
      for (let at = 0; at < out.length; at += values.length) out.set(values, at);
    });
  };
}

/** To float32: real float32 values, where the stock kernel leaves those of the other type in place. */
function cast(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    if (call.attrs.dtype !== 'float32' || !['bool', 'int32'].includes(x.dtype)) return stock(call);
    const values = call.backend.data.get(x.dataId).values as Int32Array | Uint8Array;
    return call.backend.produceOne(x.shape, (out) => out.set(values));
  };
}

export function registerArrange(backendName: string): void {
  override(backendName, 'Reverse', reverse);
  override(backendName, 'SplitV', split);
  override(backendName, 'Concat', concat);
  override(backendName, 'Cast', cast);
  override(backendName, 'Tile', tile);
}
