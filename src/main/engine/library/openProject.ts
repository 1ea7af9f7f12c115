// One project while it is open: its record and clips in memory, and every change of them on its way to the disk.
// Not the services: arguments are checked and errors worded there, calls are serialised by the library's queue.

import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clip, Split } from '../../../shared/contract/clips';
import type { Project } from '../../../shared/contract/projects';
import { labelFolder } from '../../../shared/data/labels';
import { assignSplits } from '../../../shared/data/splits';
import { createIds } from './adoption';
import type { ClipIds } from './adoption';
import { createClipLog, toClip } from './clipLog';
import type { ClipLog, StoredClip } from './clipLog';
import { createClipNames } from './clipNames';
import type { ClipNames } from './clipNames';
import { makeFolder, moveFile, removeQuietly, syncFolder, writeFileDurable } from './files';
import { CLIPS_FOLDER, CLIP_LOG, INCOMING_FOLDER, PROJECT_FILE, TRASHED_CLIPS_FOLDER } from './layout';
import { readProjectRecord, writeProjectRecord } from './projectRecord';
import type { ProjectRecord } from './projectRecord';
import { mapLimited } from './queue';
import { recoverClips } from './recovery';
import { requireOwnFolders } from './scan';
import { copyToTrash } from './trash';

/** A clip to be added: what is known of it before it has an id and a file, and the bytes of that file. */
export interface NewClip {
  readonly clip: Omit<StoredClip, 'id' | 'file' | 'fileBytes' | 'fileTime' | 'trashedAt'>;
  readonly bytes: Uint8Array;
  /** File name to keep where it can be; see ClipNames. */
  readonly wantedName?: string;
}

/** Files written at a time: enough to keep a disk busy. */
const WRITERS = 8;

/** A project in memory; see SPEC.md for the order of its writes. */
export class OpenProject {
  readonly #names: ClipNames = createClipNames();
  readonly #ids: ClipIds;
  readonly #log: ClipLog;
  readonly #clips = new Map<string, StoredClip>();
  readonly #sounds = new Map<string, number>();
  #record: ProjectRecord;
  #listed: readonly Clip[] | null = null;
  readonly #views = new WeakMap<StoredClip, Clip>();
  #broken = false;

  private constructor(
    readonly id: string,
    readonly folder: string,
    readonly notices: readonly string[],
    record: ProjectRecord,
    clips: readonly StoredClip[],
    logLines: number,
  ) {
    this.#record = record;
    this.#log = createClipLog(join(folder, CLIP_LOG), logLines);
    this.#ids = createIds(clips);
    for (const clip of clips) this.#remember(clip);
  }

  /**
   * Opens a project's folder, repairing what a killed process or a person's hand left behind.
   * @throws not-found | bad-data (project.json) | the system's errors
   */
  static async open(id: string, folder: string, now: Date): Promise<OpenProject> {
    await requireOwnFolders(folder);
    const { record, migrated } = await readProjectRecord(folder);
    const labels = record.renaming ? [...record.labels, record.renaming.from] : record.labels;
    const { clips, notices, stale, lines } = await recoverClips(folder, labels, now);
    const project = new OpenProject(id, folder, notices, record, clips, lines);
    await makeFolder(join(folder, INCOMING_FOLDER));
    if (stale) await project.#log.rewrite(project.#clips.values());
    if (migrated) {
      await copyToTrash(folder, PROJECT_FILE, now);
      await project.setRecord({});
    }
    await project.#finishRenaming();
    await project.#learnLabels();
    return project;
  }

  get record(): ProjectRecord {
    return this.#record;
  }

  /** True after a failure in the middle of a change: what is in memory may not be what is on disk. Open it anew. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The contract's view. */
  describe(): Project {
    const { name, kind, labels, features, createdAt, sample } = this.#record;
    return {
      id: this.id,
      name,
      kind,
      labels,
      features,
      createdAt,
      sample,
      folder: this.folder,
      notices: this.notices,
    };
  }

  /** Clips in use, in the order they came, with the split in force. */
  list(): readonly Clip[] {
    this.#listed ??= this.#withSplits();
    return this.#listed;
  }

  #withSplits(): readonly Clip[] {
    const clips = [...this.#clips.values()].filter((clip) => clip.trashedAt === null);
    const splitOf = assignSplits(clips);
    return clips.map((clip) => this.#view(clip, splitOf.get(clip.id)!));
  }

  /** The same object as long as nothing of the clip changes: most of 20,000 are as they were. */
  #view(clip: StoredClip, split: Split): Clip {
    const known = this.#views.get(clip);
    if (known?.split === split) return known;
    const view = toClip(clip, split);
    this.#views.set(clip, view);
    return view;
  }

  /** A clip in use or in the trash. */
  find(clipId: string): StoredClip | undefined {
    return this.#clips.get(clipId);
  }

  /** True when the same wav file is among the clips in use. */
  hasSound(sha256: string): boolean {
    return (this.#sounds.get(sha256) ?? 0) > 0;
  }

  /** Replaces fields of project.json. */
  async setRecord(change: Partial<Omit<ProjectRecord, 'version' | 'createdAt'>>): Promise<void> {
    const record = { ...this.#record, ...change };
    await writeProjectRecord(this.folder, record);
    this.#record = record;
  }

  /**
   * Adds clips: files under incoming/, then their lines, then the files under their names. From the lines on they
   * are safe: what a killed process leaves is finished on the next open.
   */
  async add(items: readonly NewClip[]): Promise<StoredClip[]> {
    const named = items.map((item) => this.#named(item));
    try {
      const clips = await mapLimited(named, WRITERS, async ({ clip, bytes }) => {
        const fileTime = await writeFileDurable(this.#incoming(clip.id), bytes);
        return { ...clip, trashedAt: null, fileBytes: bytes.byteLength, fileTime };
      });
      await syncFolder(join(this.folder, INCOMING_FOLDER));
      const places = new Set(clips.map((clip) => dirname(clip.file)));
      for (const place of places) await makeFolder(join(this.folder, place));
      await this.#log.append(clips);
      await this.#settle(clips, (clip) => this.#incoming(clip.id));
      return clips;
    } catch (error) {
      if (!this.#broken) await this.#giveUp(named.map(({ clip }) => clip));
      throw error;
    }
  }

  #named({ clip, bytes, wantedName }: NewClip) {
    const file = this.#names.take(`${CLIPS_FOLDER}/${labelFolder(clip.label)}`, clip.speaker, wantedName);
    return { clip: { ...clip, id: this.#ids.make(clip.sha256), file }, bytes };
  }

  /** Nothing of these clips is on disk or in memory after this. */
  async #giveUp(clips: readonly { readonly id: string; readonly file: string }[]): Promise<void> {
    for (const { id, file } of clips) {
      await removeQuietly(this.#incoming(id));
      this.#names.delete(file);
      this.#ids.free(id);
    }
  }

  #incoming(clipId: string): string {
    return join(this.folder, INCOMING_FOLDER, `${clipId}.wav`);
  }

  /** Writes changed clips to the index, then moves their files where the change asks for it. */
  async change(clips: readonly StoredClip[]): Promise<void> {
    const before = new Map(clips.map(({ id }) => [id, this.#clips.get(id)!.file]));
    const moved = clips.filter((clip) => before.get(clip.id) !== clip.file);
    try {
      await this.#log.append(clips);
    } catch (error) {
      for (const clip of moved) this.#names.delete(clip.file);
      throw error;
    }
    await this.#settle(clips, (clip) => join(this.folder, before.get(clip.id)!));
    for (const clip of moved) this.#names.delete(before.get(clip.id)!);
    const left = new Set(moved.map((clip) => dirname(before.get(clip.id)!)));
    for (const folder of left) await rmdir(join(this.folder, folder)).catch(() => undefined); // goes only when empty
  }

  /** Makes true what the index says already; a failure here is mended by opening the project anew. */
  async #settle(clips: readonly StoredClip[], fileOf: (clip: StoredClip) => string): Promise<void> {
    try {
      await mapLimited(clips, WRITERS, async (clip) => {
        const target = join(this.folder, clip.file);
        if (fileOf(clip) !== target) await moveFile(fileOf(clip), target);
      });
    } catch (error) {
      this.#broken = true;
      throw error;
    }
    for (const clip of clips) this.#remember(clip);
    this.#listed = null;
    await this.compact();
  }

  #remember(clip: StoredClip): void {
    const before = this.#clips.get(clip.id);
    if (before && before.trashedAt === null) this.#countSound(before.sha256, -1);
    if (clip.trashedAt === null) this.#countSound(clip.sha256, 1);
    this.#clips.set(clip.id, clip);
    this.#names.add(clip.file);
  }

  #countSound(sha256: string, by: number): void {
    this.#sounds.set(sha256, (this.#sounds.get(sha256) ?? 0) + by);
  }

  /** A label renamed while the process ended: the record has the new name, some clips the old one. */
  async #finishRenaming(): Promise<void> {
    const { renaming } = this.#record;
    if (!renaming) return;
    await this.relabel(renaming.from, renaming.to);
    await this.setRecord({ renaming: undefined });
  }

  /** Gives all clips of a label another one, those in the trash too: restored, they come back under it. */
  async relabel(from: string, to: string): Promise<void> {
    const clips = [...this.#clips.values()].filter((clip) => clip.label === from);
    await this.change(clips.map((clip) => this.placed({ ...clip, label: to })));
  }

  /** The clip with a free file where its label, speaker and trash mark ask for it. */
  placed(clip: StoredClip): StoredClip {
    const root = clip.trashedAt === null ? CLIPS_FOLDER : TRASHED_CLIPS_FOLDER;
    const folder = `${root}/${labelFolder(clip.label)}`;
    return { ...clip, file: this.#names.take(folder, clip.speaker, clip.file) };
  }

  /** Labels that clips bear and project.json does not name become labels of the project. */
  async #learnLabels(): Promise<void> {
    const labels = new Set(this.#record.labels);
    for (const clip of this.#clips.values()) if (clip.trashedAt === null) labels.add(clip.label);
    if (labels.size > this.#record.labels.length) await this.setRecord({ labels: [...labels] });
  }

  /** Rewrites the index where that pays; when it cannot be done, the longer one stays as good as it was. */
  async compact(): Promise<void> {
    if (this.#broken || !this.#log.isWasteful(this.#clips.size)) return;
    await this.#log.rewrite(this.#clips.values()).catch(() => undefined);
  }
}
