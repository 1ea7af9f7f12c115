import { afterEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../../testing/bundleProgram';
import type { ComputeService } from './computeService';
import { createInlineUnit, createThreadUnit } from './computeUnit';
import type { ComputeUnit } from './computeUnit';

const units: ComputeUnit[] = [];
afterEach(() => Promise.all(units.splice(0).map((unit) => unit.stop())));

async function brokenUnit(): Promise<ComputeUnit> {
  const entry = await bundleProgram(new URL('../testing/brokenWorker.ts', import.meta.url));
  const unit = createThreadUnit(entry, 'test', { maxOldGenerationSizeMb: 32 });
  units.push(unit);
  return unit;
}

const anything = {} as never;

describe('createThreadUnit', () => {
  it.each<[string, (service: ComputeService) => Promise<unknown>, RegExp]>([
    ['exits', (service) => service.stopTraining({}), /ended \(exit code 9\)/],
    ['throws where nobody catches', (service) => service.exportModel(anything), /a defect/],
    ['runs out of memory', (service) => service.evaluate(anything), /out of memory/],
  ])(
    'when the thread %s: calls reject with engine-lost and why, the next call gets a new thread',
    async (_, die, why) => {
      const unit = await brokenUnit();
      const reasons: string[] = [];
      unit.onLost((reason) => reasons.push(reason));
      const service = await unit.service();
      const other = service.train(anything);
      await expect(die(service)).rejects.toMatchObject({
        code: 'engine-lost',
        message: expect.stringMatching(why),
      });
      await expect(other).rejects.toMatchObject({ code: 'engine-lost' });
      expect(reasons).toHaveLength(1);
      expect(await (await unit.service()).describeBackends({})).toEqual([]);
    },
  );

  it('rejects calls under way when it is stopped, which is no loss, and starts anew', async () => {
    const unit = await brokenUnit();
    const reasons: string[] = [];
    unit.onLost((reason) => reasons.push(reason));
    const call = (await unit.service()).train(anything);
    await unit.stop();
    await expect(call).rejects.toMatchObject({ code: 'engine-lost' });
    await unit.stop();
    expect(reasons).toEqual([]);
    expect(await (await unit.service()).describeBackends({})).toEqual([]);
  });
});

describe('createInlineUnit', () => {
  it('can be stopped before and after it was used', async () => {
    const unit = createInlineUnit();
    await unit.stop();
    const backends = await (await unit.service()).describeBackends({});
    expect(backends.length).toBeGreaterThan(0);
    await unit.stop();
  });
});
