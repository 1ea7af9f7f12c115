// Schemas that those of several services are made of.
// Not what a method takes: validation.ts and musicValidation.ts.

import { z } from 'zod';

/** Text of 1 to `longest` UTF-16 units, without NUL. */
export const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'expected a text without NUL');
export const whole = (least: number, most: number) => z.int().min(least).max(most);
export const between = (least: number, most: number) => z.number().min(least).max(most);

/** A project's folder name: nothing that could leave its folder. */
export const projectId = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower case letters, digits and dashes');
/** Ids the lab makes: they name folders and files, so nothing that could leave one. */
export const madeId = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][\w.:-]*$/, 'expected an id');
/** What a person names. */
export const name = text(200);

export const none = z.strictObject({});
export const ofProject = z.strictObject({ projectId });
export const ofRun = z.strictObject({ projectId, runId: madeId });

/** {@link LearningConfig} */
export const learningConfig = {
  epochs: whole(1, 100_000),
  batchSize: whole(1, 65_536),
  learningRate: between(1e-9, 10),
  learningRateSchedule: z.enum(['constant', 'cosine']),
  dropout: between(0, 0.9),
  clipping: z.strictObject({ by: z.enum(['norm', 'value', 'none']), limit: between(0, 1e6) }),
  earlyStoppingPatience: whole(1, 100_000).nullable(),
  seed: whole(0, 2 ** 31 - 1),
  backend: text(100),
  maxMinutes: between(1e-3, 100_000).nullable(),
};
