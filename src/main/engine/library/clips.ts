// The clips service: takes in, sounds out, changes, trash and back.
// Not the writing itself: see openProject for its order, importClips for files.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_BACKGROUND_SECONDS, MAX_CLIP_SECONDS } from '../../../shared/contract/clips';
import type { Clip, ClipsService, Sound } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import { validateLabel } from '../../../shared/data/labels';
import { findWord } from '../../../shared/dsp/trim';
import { decodeWav } from '../../../shared/dsp/wav';
import { listBackgrounds, writeBackground } from './backgrounds';
import type { StoredClip } from './storedClip';
import { isMissing } from './files';
import { importFiles, requireImportSize, withSplits } from './importClips';
import { prepareSound } from './intake';
import { validateName } from './layout';
import type { SpeechProject } from './speechProject';
import { mapLimited } from './queue';
import type { LibraryContext } from './registry';
import { findClips, findClipsInUse, restoreClips, trashClips } from './trash';

/** Most clips whose sounds go in one answer. */
const MAX_SOUNDS = 256;

/** The contract's clips over the projects of a library; every method documented in the contract. */
export function createClipsService(context: LibraryContext): ClipsService {
  const { registry, clock, emit } = context;
  const change = async <T>(
    projectId: string,
    what: string,
    work: (project: SpeechProject) => Promise<T>,
  ): Promise<T> => {
    const result = await registry.speech.change(projectId, what, work);
    emit('clips.changed', { projectId });
    return result;
  };

  return {
    async list({ projectId }) {
      return (await registry.speech.read(projectId)).list();
    },
    async backgrounds({ projectId }) {
      return listBackgrounds((await registry.speech.read(projectId)).folder);
    },
    async add(options) {
      const { projectId, label } = options;
      return change(projectId, `The take of ${label} was not saved`, (project) =>
        addTake(project, options, clock()),
      );
    },
    async addBackground({ projectId, name: given, sound }) {
      const name = validateName(given, 'name');
      return change(projectId, `The recording ${name} was not saved`, (project) => {
        const { sampleRate } = project.record.features;
        return writeBackground(project.folder, name, prepareSound(sound, sampleRate, MAX_BACKGROUND_SECONDS));
      });
    },
    async importFiles({ projectId, session: given, files }, call) {
      const session = validateName(given, 'session');
      requireImportSize(files);
      try {
        return await registry.speech.change(
          projectId,
          'The import stopped; what came in before is kept',
          (project) => importFiles(project, files, { session, source: 'imported', now: clock() }, call),
        );
      } finally {
        emit('clips.changed', { projectId });
      }
    },
    async sounds({ projectId, clipIds }) {
      requireCount(clipIds);
      const project = await registry.speech.read(projectId);
      return mapLimited(clipIds, 8, (clipId) => readSound(context, project, clipId));
    },
    async update({ projectId, clipIds, ...fields }) {
      return change(projectId, 'The clips were not changed', (project) =>
        updateClips(project, clipIds, fields),
      );
    },
    async remove({ projectId, clipIds }) {
      await change(projectId, 'The clips were not removed', (project) =>
        trashClips(context, project, clipIds),
      );
    },
    async restore({ projectId, clipIds }) {
      return change(projectId, 'The clips were not restored', async (project) => {
        await restoreClips(context, project, clipIds);
        return {
          clips: withSplits(
            project,
            clipIds.map((id) => ({ id })),
          ),
          project: project.describe(),
        };
      });
    },
  };
}

async function addTake(
  project: SpeechProject,
  options: Parameters<ClipsService['add']>[0],
  now: Date,
): Promise<Clip> {
  const { features } = project.record;
  const label = requireProjectLabel(project, validateLabel(options.label));
  const speaker = validateName(options.speaker, 'speaker');
  const session = validateName(options.session, 'session');
  const sound = prepareSound(options.sound, features.sampleRate, MAX_CLIP_SECONDS);
  const clip = {
    ...{ label, speaker, session, source: 'recorded' as const, listedSplit: null, device: options.device },
    ...{ sha256: sound.sha256, seconds: sound.seconds, measures: sound.measures },
    trim: findWord(sound.samples, features.sampleRate, features.clipSeconds),
    createdAt: now.toISOString(),
  };
  const [stored] = await project.add([{ clip, bytes: sound.bytes }]);
  return withSplits(project, [stored])[0];
}

function requireProjectLabel(project: SpeechProject, label: string): string {
  if (project.record.labels.includes(label)) return label;
  throw new LabError('not-found', `The project has no label ${label}. Add it first.`, { label });
}

function requireCount(clipIds: readonly string[]): void {
  if (clipIds.length <= MAX_SOUNDS) return;
  const message = `Expected at most ${MAX_SOUNDS} clips in one call, got ${clipIds.length}. Ask for fewer at a time.`;
  throw new LabError('too-large', message, { expected: MAX_SOUNDS, got: clipIds.length });
}

/** Reads without waiting in the queue; a file that was moved meanwhile is looked for again, in its turn. */
async function readSound(
  { registry }: LibraryContext,
  project: SpeechProject,
  clipId: string,
): Promise<Sound & { readonly clipId: string }> {
  const read = async (from: SpeechProject): Promise<Sound & { readonly clipId: string }> => {
    const [{ file }] = findClips(from, [clipId]);
    const { samples, sampleRate } = decodeWav(await readFile(join(from.folder, file)));
    return { clipId, samples, sampleRate };
  };
  try {
    return await read(project);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return registry.speech.change(project.id, `The sound of clip ${clipId} cannot be read`, read);
  }
}

interface ClipChange {
  readonly label?: string;
  readonly speaker?: string;
  readonly trim?: Clip['trim'];
}

async function updateClips(
  project: SpeechProject,
  clipIds: readonly string[],
  change: ClipChange,
): Promise<readonly Clip[]> {
  const clips = findClipsInUse(project, clipIds);
  const fields: ClipChange = {
    ...(change.label === undefined
      ? {}
      : { label: requireProjectLabel(project, validateLabel(change.label)) }),
    ...(change.speaker === undefined ? {} : { speaker: validateName(change.speaker, 'speaker') }),
    ...(change.trim === undefined ? {} : { trim: change.trim }),
  };
  for (const clip of clips) requireTrim(clip, fields.trim ?? null);
  const changed = clips.map((clip): StoredClip => {
    const next = { ...clip, ...fields };
    const stays = next.label === clip.label && next.speaker === clip.speaker;
    return stays ? next : project.placed(next);
  });
  await project.change(changed);
  return withSplits(project, changed);
}

/** Slack for rounding at the end of a clip, in seconds. */
const TRIM_SLACK = 1e-3;

function requireTrim(clip: StoredClip, trim: Clip['trim']): void {
  if (trim === null) return;
  const { start, end } = trim;
  if (start >= 0 && end > start && end <= clip.seconds + TRIM_SLACK) return;
  const expected = `0 <= start < end <= ${clip.seconds} (the clip's length in seconds)`;
  const message = `trim: expected ${expected}, got ${start} to ${end}. Set the marks within the sound.`;
  throw new LabError('invalid-argument', message, { path: 'trim', expected, got: trim });
}
