// Takes a model out of a run: a package of its own, read back and held against the run before it counts as done.
// Not a conversion to other formats.

import { LabError } from '../../../shared/contract/errors';
import type { DecoderConfig } from '../../../shared/contract/live';
import { createGaussian, createRandom } from '../../../shared/dsp';
import { checkModelFolder } from './checkModel';
import type { RecognizerModel } from './openModel';
import { openModel } from './openModel';
import { writeModelFolder } from './writeFolder';
import { encodeDecoder, sealReceipt } from './writeModel';

/** Features that run and package are both asked about. */
export interface GoldenClips {
  /** [count, frames, coefficients], not normalised */
  readonly mfcc: Float32Array;
  readonly count: number;
}

export interface ExportOptions {
  /** Put in the place of the run's own. */
  readonly decoder?: DecoderConfig;
  /** Real clips to compare on; 16 seeded windows of the training clips' mean and deviation by default. */
  readonly golden?: GoldenClips;
}

/** Above this a package is refused: the same weights on the same backend differ by nothing. */
const tolerance = 1e-5;

/** Windows drawn from the distribution of the training clips, coefficient by coefficient. */
function makeGoldenClips({
  features,
  windowFrames,
  normalisation: { mean, std },
}: RecognizerModel): GoldenClips {
  const count = 16;
  const gaussian = createGaussian(createRandom(count));
  const { coefficients } = features;
  const mfcc = new Float32Array(count * windowFrames * coefficients);
  for (let i = 0; i < mfcc.length; i++) mfcc[i] = mean[i % coefficients] + std[i % coefficients] * gaussian();
  return { mfcc, count };
}

async function compare(sourceFolder: string, outFolder: string, golden?: GoldenClips): Promise<number> {
  const source = await openModel(sourceFolder);
  const { mfcc, count } = golden ?? makeGoldenClips(source);
  const expected = await source.predict(mfcc, count);
  source.dispose();
  const copy = await openModel(outFolder);
  const got = await copy.predict(mfcc, count);
  copy.dispose();
  return expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - got[i])), 0);
}

/**
 * Writes a model folder elsewhere, with another decoder if asked for, and reads it back.
 * @param outFolder absolute; what stands there is replaced
 * @returns largest absolute difference of probabilities between source and package; it also stands in the receipt
 * @throws bad-model where the source is not whole, internal where the package answers differently
 */
export async function exportModel(
  sourceFolder: string,
  outFolder: string,
  { decoder, golden }: ExportOptions = {},
): Promise<{ readonly largestDifference: number }> {
  const source = await checkModelFolder(sourceFolder);
  const files = { ...source.files, 'decoder.json': encodeDecoder(decoder ?? source.decoder) };
  await writeModelFolder(outFolder, sealReceipt({ ...source.receipt, exportDifference: null }, files));
  const largestDifference = await compare(sourceFolder, outFolder, golden);
  if (!(largestDifference <= tolerance)) {
    const message = `The exported model's probabilities differ from the run's by ${largestDifference}, expected at most ${tolerance}.`;
    throw new LabError('internal', message, { largestDifference });
  }
  await writeModelFolder(
    outFolder,
    sealReceipt({ ...source.receipt, exportDifference: largestDifference }, files),
  );
  return { largestDifference };
}
