// The TensorFlow.js backend `earshot`: the cpu backend's kernels, the hot ones replaced by fused ones, and tensors that
// live in the runner's memory. Not the kernels: kernels/ has them; not the choice of native code or WebAssembly.

import * as tf from '@tensorflow/tfjs';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelRunner } from './runner';

type DataId = tf.DataId;
type Values = Parameters<MathBackendCPU['write']>[0];

/** What a forward pass keeps for its backward pass, beside its tensors: memory of the runner, by name. */
export type Reserve = Readonly<Record<string, Float32Array>>;

/**
 * The class of the cpu backend that `@tensorflow/tfjs` carries inside itself. Importing it from its own package would
 * bring a second TensorFlow.js into the process, which registers every kernel again and says so 200 times.
 */
const StockBackend = (tf.findBackendFactory('cpu')() as object).constructor as typeof MathBackendCPU;

export class EarshotBackend extends StockBackend {
  private readonly reserves = new Map<DataId, Reserve>();

  constructor(readonly runner: KernelRunner) {
    super();
  }

  /**
   * The float32 values of a tensor, not a copy: for the time of a kernel, since memory is used again. Where kernels are
   * confined to the runner's memory, a tensor from elsewhere moves there; and so do values of another type, which the
   * stock kernels leave behind a dtype of float32 (a cast of bool, say, changes nothing but the name).
   */
  floats(tensor: tf.TensorInfo): Float32Array {
    const data = this.data.get(tensor.dataId);
    const values = data.values as Float32Array | Int32Array | Uint8Array;
    const { memory, confined } = this.runner;
    const isFloats = values instanceof Float32Array;
    if (isFloats && (!confined || memory.owns(values))) return values;
    const moved = memory.allocate(values.length);
    moved.set(values);
    data.values = moved;
    return moved;
  }

  /**
   * New float32 tensors in the runner's memory. If `fill` throws, their memory goes back.
   * @param fill gets the memory of each, its contents undefined
   */
  produce(shapes: readonly number[][], fill: (values: Float32Array[]) => void): tf.TensorInfo[] {
    const { memory } = this.runner;
    const values = shapes.map((shape) => memory.allocate(tf.util.sizeFromShape(shape)));
    try {
      fill(values);
    } catch (error) {
      values.forEach((each) => memory.release(each));
      throw error;
    }
    return shapes.map((shape, i) => {
      // Past this class' own `write`, which would take the memory for a view of another tensor's.
      return { dataId: super.write(values[i], shape, 'float32'), shape, dtype: 'float32' };
    });
  }

  /** One new float32 tensor; see {@link produce}. */
  produceOne(shape: number[], fill: (values: Float32Array) => void): tf.TensorInfo {
    return this.produce([shape], ([values]) => fill(values))[0];
  }

  /** Ties memory of the runner to a tensor: when the tensor goes, the memory goes back. */
  keep(tensor: tf.TensorInfo, reserve: Reserve): void {
    this.reserves.set(tensor.dataId, reserve);
  }

  /** What was kept for a tensor. */
  reserveOf(tensor: tf.TensorInfo): Reserve {
    const reserve = this.reserves.get(tensor.dataId);
    if (!reserve)
      throw new Error('The memory of this forward pass is gone: its backward pass came too late.');
    return reserve;
  }

  /** Whether nobody else can see a tensor's values, so that they may be changed in place. */
  isSole(tensor: tf.TensorInfo): boolean {
    const { refCount, values } = this.data.get(tensor.dataId);
    return refCount === 1 && this.runner.memory.owns(values as Float32Array);
  }

  /** Stock kernels make tensors of parts of others (a slice, say); memory that is used again must not be shared so. */
  private apart(values: Values): Values {
    return values instanceof Float32Array && this.runner.memory.shares(values) ? values.slice() : values;
  }

  override write(values: Values, shape: number[], dtype: tf.DataType): DataId {
    return super.write(this.apart(values), shape, dtype);
  }

  override move(dataId: DataId, values: Values, shape: number[], dtype: tf.DataType, refCount: number): void {
    super.move(dataId, this.apart(values), shape, dtype, refCount);
  }

  /** Copies: memory is used again and variables are updated in place, and who reads a tensor must not see that. */
  override readSync(dataId: DataId): ReturnType<MathBackendCPU['readSync']> {
    const values = super.readSync(dataId);
    return values instanceof Float32Array ? values.slice() : values;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const values = this.data.has(dataId) ? this.data.get(dataId).values : undefined;
    const gone = super.disposeData(dataId, force);
    if (gone) this.reclaim(dataId, values);
    return gone;
  }

  private reclaim(dataId: DataId, values: Values | undefined): void {
    const { memory } = this.runner;
    if (values instanceof Float32Array && memory.owns(values)) memory.release(values);
    const reserve = this.reserves.get(dataId);
    if (!reserve) return;
    this.reserves.delete(dataId);
    Object.values(reserve).forEach((each) => memory.release(each));
  }

  override dispose(): void {
    this.runner.close();
  }
}
