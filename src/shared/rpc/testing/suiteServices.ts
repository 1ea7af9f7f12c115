// The services the contract suite calls, small enough to run at the far end of any transport.
// Not part of the lab: each method exists to show one promise of the protocol.

import { z } from 'zod';
import { LabError, type LabErrorCode } from '../../contract/errors';
import type { CallOptions } from '../../contract/call';
import type { ArgumentSchemas } from '../schemas';
import type { ServeOptions } from '../server';

export interface SuiteServices {
  readonly suite: {
    echo(options: { readonly value: unknown }): Promise<unknown>;
    /** Progress 1 to `to`, then `done`; and one more progress after it has ended. */
    count(options: { readonly to: number }, call?: CallOptions<number>): Promise<string>;
    /** Ends only when aborted. */
    wait(options: Record<string, never>, call?: CallOptions): Promise<never>;
    /** Does not look at the signal and ends after `ms`. */
    deaf(options: { readonly ms: number }, call?: CallOptions): Promise<string>;
    fail(options: { readonly code: LabErrorCode; readonly message: string }): Promise<never>;
    crash(options: Record<string, never>): Promise<never>;
    /** Fails with details no transport can clone. */
    failUncloneably(options: Record<string, never>): Promise<never>;
    uncloneable(options: Record<string, never>): Promise<unknown>;
    bytes(options: { readonly length: number }): Promise<Uint8Array>;
    /** What has happened so far. */
    seen(options: Record<string, never>): Promise<{ readonly calls: number; readonly aborted: number }>;
  };
}

export interface SuiteEvents {
  tick: { readonly count: number };
}

const none = z.strictObject({});

export const suiteSchemas: ArgumentSchemas<SuiteServices> = {
  suite: {
    echo: z.strictObject({ value: z.unknown() }),
    count: z.strictObject({ to: z.int().min(0).max(1000) }),
    wait: none,
    deaf: z.strictObject({ ms: z.number().max(10_000) }),
    fail: z.strictObject({ code: z.custom<LabErrorCode>(), message: z.string() }),
    crash: none,
    failUncloneably: none,
    uncloneable: none,
    bytes: z.strictObject({ length: z.int() }),
    seen: none,
  },
};

/** Small limits, so that the suite can go beyond them quickly. */
export const suiteLimits: ServeOptions = { maxCalls: 8, maxMessageBytes: 1024 * 1024 };

export function createSuiteServices(): SuiteServices {
  let calls = 0;
  let aborted = 0;
  const suite: SuiteServices['suite'] = {
    async echo({ value }) {
      calls++;
      return value;
    },
    async count({ to }, call) {
      for (let i = 1; i <= to; i++) call?.onProgress?.(i);
      setTimeout(() => call?.onProgress?.(-1), 5);
      return 'done';
    },
    wait: (_options, call) =>
      new Promise((_resolve, reject) => {
        call?.signal?.addEventListener('abort', () => {
          aborted++;
          reject(call.signal?.reason as Error);
        });
      }),
    deaf: ({ ms }) => new Promise((resolve) => setTimeout(() => resolve('done'), ms)),
    async fail({ code, message }) {
      throw new LabError(code, message, { asked: true });
    },
    async crash() {
      throw new TypeError('x is not a function');
    },
    async failUncloneably() {
      throw new LabError('bad-data', 'The words cross.', { callback: () => 0 });
    },
    uncloneable: async () => ({ callback: () => 0 }),
    bytes: async ({ length }) => new Uint8Array(length),
    seen: async () => ({ calls, aborted }),
  };
  return { suite };
}
