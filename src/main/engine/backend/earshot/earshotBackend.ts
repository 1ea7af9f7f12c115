// The TensorFlow.js backend `earshot`: the cpu backend's kernels, the hot ones replaced by fused ones.
// Not the kernels: kernels/ has them; not the choice of native code or WebAssembly: that is the runner's maker.

import * as tf from '@tensorflow/tfjs';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelRunner } from './runner';

type DataId = tf.DataId;

/** What a forward pass keeps for its backward pass, beside its tensors. */
export interface Reserve {
  /** Memory of the runner, by name. */
  readonly memory: Readonly<Record<string, Float32Array>>;
}

export class EarshotBackend extends MathBackendCPU {
  private readonly reserves = new Map<DataId, Reserve>();

  constructor(readonly runner: KernelRunner) {
    super();
  }

  /** The float32 values of a tensor, not a copy. */
  floats(tensor: tf.TensorInfo): Float32Array {
    return this.data.get(tensor.dataId).values as Float32Array;
  }

  /** A new tensor that owns `values`. */
  makeTensor(values: Float32Array, shape: number[]): tf.TensorInfo {
    return this.makeTensorInfo(shape, 'float32', values);
  }

  /** Ties memory of the runner to a tensor: when the tensor goes, the memory goes back. */
  keep(tensor: tf.TensorInfo, memory: Reserve['memory']): void {
    this.reserves.set(tensor.dataId, { memory });
  }

  /** What was kept for a tensor. */
  reserveOf(tensor: tf.TensorInfo): Reserve['memory'] {
    const reserve = this.reserves.get(tensor.dataId);
    if (!reserve)
      throw new Error('The memory of this forward pass is gone: its backward pass came too late.');
    return reserve.memory;
  }

  /** Whether nobody but this tensor holds its values, so that they may be changed in place. */
  isSole(tensor: tf.TensorInfo): boolean {
    return this.data.get(tensor.dataId).refCount === 1;
  }

  /** Copies: variables are updated in place, and who reads a tensor must not see that. */
  override readSync(dataId: DataId): ReturnType<MathBackendCPU['readSync']> {
    const values = super.readSync(dataId);
    return values instanceof Float32Array ? values.slice() : values;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const gone = super.disposeData(dataId, force);
    const reserve = gone ? this.reserves.get(dataId) : undefined;
    if (reserve) {
      Object.values(reserve.memory).forEach((memory) => this.runner.release(memory));
      this.reserves.delete(dataId);
    }
    return gone;
  }
}
