// lab export: a model folder written elsewhere, read back and compared.
// Not the writing itself: src/main/engine/models.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import { exportModel, modelFileNames } from '../../engine/models';
import { exportGenerator } from '../../engine/music';
import { generatorFileNames } from '../../engine/music/generatorFiles';
import type { Command } from '../context';
import { requireFreePlace } from '../places';

export const exportPackage: Command<'export'> = async ({ positionals: [model], options }, { terminal }) => {
  const folder = resolve(options.out);
  if (folder === resolve(model)) {
    throw new LabError('invalid-argument', `--out is the model's own folder, ${folder}. Name another.`);
  }
  const source = resolve(model);
  const isGenerator = existsSync(join(source, 'vocabulary.json'));
  await requireFreePlace(folder, isGenerator ? generatorFileNames : modelFileNames);
  const { largestDifference } = await (isGenerator ? exportGenerator : exportModel)(source, folder);
  const files = (await readdir(folder)).sort();
  terminal.print(
    `${folder}: ${files.join(', ')}\nlargest difference of probabilities to the model: ${largestDifference}`,
  );
  terminal.printJson({ folder, files, format: options.format, largestDifference });
  return 0;
};
