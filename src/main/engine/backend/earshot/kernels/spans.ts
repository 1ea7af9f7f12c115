// Shapes seen as [outer, middle, inner]: how one tensor repeats along another, and which axes a reduction runs over.
// Most of what layers do to tensors has this form, and needs no index arithmetic then.

import * as tf from '@tensorflow/tfjs';

export interface Spans {
  readonly outer: number;
  readonly middle: number;
  readonly inner: number;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** The axes from the first marked to the last as the middle; null where others stand between. */
function spansOf(shape: readonly number[], isMiddle: (axis: number) => boolean): Spans | null {
  const marked = shape.map((_, axis) => axis).filter((axis) => isMiddle(axis));
  const [first, last] = marked.length > 0 ? [marked[0], marked[marked.length - 1] + 1] : [0, 0];
  // An axis of length one belongs to whichever side it stands on.
  for (let axis = first; axis < last; axis++) if (!isMiddle(axis) && shape[axis] !== 1) return null;
  return {
    outer: product(shape.slice(0, first)),
    middle: product(shape.slice(first, last)),
    inner: product(shape.slice(last)),
  };
}

/**
 * How a tensor of shape b is repeated along one of shape a: [outer, 1, inner] along [outer, middle, inner].
 * @returns null where the result would not have a's shape, or several stretches of axes repeat
 */
export function repeatOf(a: readonly number[], b: readonly number[]): Spans | null {
  if (b.length > a.length) return null;
  const padded = [...Array<number>(a.length - b.length).fill(1), ...b];
  if (padded.some((length, axis) => length !== a[axis] && length !== 1)) return null;
  return spansOf(a, (axis) => padded[axis] === 1 && a[axis] !== 1);
}

/** A reduction over neighbouring axes; null where it runs over others. */
export function reductionOf(shape: readonly number[], axes: number | number[] | undefined): Spans | null {
  const reduced = tf.util.parseAxisParam(axes as number[], [...shape]);
  return spansOf(shape, (axis) => reduced.includes(axis));
}
