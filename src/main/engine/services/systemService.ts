// The system service: what machine and build the lab runs on.
// Not the choice of a backend: src/main/engine/backend, asked in the inference thread.

import { availableParallelism } from 'node:os';
import type { SystemInfo, SystemService } from '../../../shared/contract/system';
import type { ComputeUnit } from '../compute/computeUnit';

/** Makes the system service. */
export function createSystemService(
  { version, host, home }: Pick<SystemInfo, 'version' | 'host' | 'home'>,
  inference: ComputeUnit,
): SystemService {
  return {
    async describe() {
      const backends = await (await inference.service()).describeBackends({});
      return { version, host, home, ...describeMachine(), backends };
    },
  };
}

/** Platform, Node and cores of this computer. */
export function describeMachine(): Pick<SystemInfo, 'platform' | 'node' | 'cores'> {
  return {
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    cores: availableParallelism(),
  };
}
