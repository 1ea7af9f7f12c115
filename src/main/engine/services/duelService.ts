// The backend duel as a service: in a thread of its own, which goes with it, so that no training's backend is touched.
// Not the timing: ../training/duel.

import type { CallOptions } from '../../../shared/contract/call';
import type { BackendDuel, TrainingConfig } from '../../../shared/contract/training';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library } from '../library';

export interface DuelRequest {
  readonly projectId: string;
  readonly config: TrainingConfig;
}

/**
 * Makes the method.
 * @param createUnit starts the place it computes in
 * @param requireIdle throws busy while a training is under way: two would only measure each other
 */
export function createDuel(
  library: Pick<Library, 'datasetOf'>,
  createUnit: () => ComputeUnit,
  requireIdle: () => void,
): (request: DuelRequest, call?: CallOptions<BackendDuel>) => Promise<BackendDuel> {
  return async ({ projectId, config }, call) => {
    requireIdle();
    const { features } = await library.datasetOf(projectId);
    const unit = createUnit();
    try {
      return await (await unit.service()).duel({ config, features }, call);
    } finally {
      await unit.stop();
    }
  };
}
