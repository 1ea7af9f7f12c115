// lab detect: the words heard in recordings, by the code that listens live.
// Not the listening itself: src/main/engine/detection.

import { LabError } from '../../../shared/contract/errors';
import type { DecoderConfig, DetectionEvent } from '../../../shared/contract/live';
import { detectInFile } from '../../engine/detection/detectFile';
import type { FileDetection } from '../../engine/detection/detectFile';
import { openModel } from '../../engine/models';
import type { RecognizerModel } from '../../engine/models';
import { audioFiles, failedFile, findFiles } from '../inputFiles';
import type { FailedFile } from '../inputFiles';
import type { Command, CommandContext } from '../context';
import { duration, plural, timestamp } from '../format';

interface FileEvent extends DetectionEvent {
  readonly file: string;
}

export const detect: Command<'detect'> = async (
  { positionals: [modelFolder, ...paths], options },
  context,
) => {
  const { terminal } = context;
  const model = await openModel(modelFolder, options.backend);
  try {
    const decoder = { ...model.decoder, threshold: options.threshold ?? model.decoder.threshold };
    const found = await findFiles(paths, audioFiles);
    for (const failure of found.failed) noteFailure(context, failure);
    const { events, seconds, failed, heard } = await detectInFiles(model, decoder, found.files, context);
    const failures = [...found.failed, ...failed];
    const rate = seconds > 0 ? ` (${((events.length / seconds) * 3600).toFixed(1)} an hour)` : '';
    terminal.print(
      `${plural(events.length, 'event')} in ${plural(heard, 'file')}, ${duration(seconds)}${rate}`,
    );
    terminal.printJson({
      ...{ events, hours: seconds / 3600, files: heard, failed: failures, decoder },
      ...{ model: modelFolder, labels: model.labels },
    });
    return failures.length > 0 ? 1 : 0;
  } finally {
    model.dispose();
  }
};

async function detectInFiles(
  model: RecognizerModel,
  decoder: DecoderConfig,
  files: readonly string[],
  context: CommandContext,
) {
  const events: FileEvent[] = [];
  const failed: FailedFile[] = [];
  let seconds = 0;
  for (const [index, file] of files.entries()) {
    try {
      const detection = await detectIn(model, decoder, file, `${index + 1} of ${files.length}`, context);
      seconds += detection.seconds;
      events.push(...detection.events.map((event) => ({ file, ...event })));
    } catch (error) {
      if (context.signal.aborted)
        throw new LabError('aborted', `Stopped at ${file}, ${index} of ${files.length} files done.`);
      failed.push(failedFile(file, error));
      noteFailure(context, failed[failed.length - 1]);
    }
  }
  return { events, failed, seconds, heard: files.length - failed.length };
}

async function detectIn(
  model: RecognizerModel,
  decoder: DecoderConfig,
  file: string,
  place: string,
  { terminal, signal }: CommandContext,
): Promise<FileDetection> {
  const onProgress = (done: number, total: number) =>
    terminal.progress(`${file} (${place}): ${timestamp(done)} of ${timestamp(total)}`);
  const detection = await detectInFile(model, file, decoder, { signal, onProgress });
  if (detection.truncated)
    terminal.note(`${file}: cut off; heard what is there, ${duration(detection.seconds)}`);
  if (detection.looks === 0)
    terminal.note(`${file}: too short to hear anything in it, ${duration(detection.seconds)}`);
  for (const { label, time, score } of detection.events) {
    terminal.print(`${file}  ${timestamp(time)}  ${label}  ${score.toFixed(2)}`);
  }
  return detection;
}

function noteFailure({ terminal }: CommandContext, { file, message }: FailedFile): void {
  terminal.note(`${file}: ${message}`);
}
