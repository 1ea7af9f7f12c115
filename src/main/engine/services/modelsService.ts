// The models service: packages written into the project's exports folder, and handed over for a download.
// Not the writing of a model folder: src/main/engine/models.

import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelsService } from '../../../shared/contract/models';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library } from '../library';
import type { FindModel } from './findModel';

/** Folder of a project that packages are written to. */
const EXPORTS_FOLDER = 'exports';

/** Makes the models service. */
export function createModelsService(
  library: Library,
  inference: ComputeUnit,
  findModel: FindModel,
): ModelsService {
  return {
    async exportModel({ projectId, runId, format, decoder }) {
      const { folder: source, run } = await findModel.any(projectId, runId);
      const { folder: project } = await library.projects.open({ projectId });
      const exports = join(project, EXPORTS_FOLDER);
      const folder = join(exports, `${runId}-${format}`);
      await mkdir(exports, { recursive: true });
      const compute = await inference.service();
      const job = { folder: source, outFolder: folder };
      const { largestDifference } =
        run.kind === 'generator'
          ? await compute.exportGenerator(job)
          : await compute.exportModel({ ...job, decoder });
      return { folder, files: await readFiles(folder), largestDifference };
    },
  };
}

async function readFiles(folder: string) {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  );
}
