// TensorFlow.js' own layer classes by name, and putting others in their place: models that are read, and layers that
// wrap others, find them by name. Not the layers themselves.

import * as tf from '@tensorflow/tfjs';

export type LayerClass<L extends tf.layers.Layer> = new (config: tf.serialization.ConfigDict) => L;

/** What a layer's call may be told; TensorFlow.js passes these by name. */
export interface CallOptions {
  readonly mask?: tf.Tensor | tf.Tensor[] | null;
  readonly training?: boolean;
  readonly initialState?: tf.Tensor[] | null;
}

/** The class that TensorFlow.js makes for a class name now. */
export function classNamed<L extends tf.layers.Layer>(className: string): LayerClass<L> {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return classNameMap[className][0] as unknown as LayerClass<L>;
}

/** Makes a layer's class the one found under its static `className`. */
export function putInPlace<L extends tf.layers.Layer>(layerClass: LayerClass<L>): void {
  type Registered = Parameters<typeof tf.serialization.registerClass>[0];
  tf.serialization.registerClass(layerClass as unknown as Registered);
}

export const only = <T>(value: T | readonly T[]): T =>
  Array.isArray(value) ? (value[0] as T) : (value as T);

/** Class name of an activation, as a saved model has it. */
export const nameOf = (activation: tf.serialization.Serializable | undefined): string | undefined =>
  activation?.getClassName();
