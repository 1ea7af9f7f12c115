// An open speech project: its clips, their labels and splits, and every change of them.
// Not the services: arguments are checked and errors worded there, calls are serialised by the library's queue.

import type { Clip, Split } from '../../../shared/contract/clips';
import { labelFolder } from '../../../shared/data/labels';
import { assignSplits } from '../../../shared/data/splits';
import { adoptClips } from './adoptClips';
import { createClipNames } from './clipNames';
import type { ClipNames } from './clipNames';
import type { ItemStore } from './itemStore';
import { CLIPS_FOLDER, TRASHED_CLIPS_FOLDER } from './layout';
import { OpenProject, openItems } from './openProject';
import type { OpenedPlace, ProjectPlace } from './openProject';
import type { RecoverableKind } from './recovery';
import { clipKind, toClip } from './storedClip';
import type { StoredClip } from './storedClip';
import type { WrittenFields } from './storedItem';

/** A clip to be added: what is known of it before it has an id and a file, and the bytes of that file. */
export interface NewClip {
  readonly clip: Omit<StoredClip, 'id' | 'file' | WrittenFields>;
  readonly bytes: Uint8Array;
  /** File name to keep where it can be; see ClipNames. */
  readonly wantedName?: string;
}

const words = {
  item: 'clip',
  saved: 'take',
  file: 'wav file',
  folder: 'clips',
  remeasured: 'measured',
  rebuilt: 'Speakers are told from file names, splits from speakers.',
} as const;

/** A speech project in memory. */
export class SpeechProject extends OpenProject {
  readonly kind = 'speech';
  readonly #store: ItemStore<StoredClip>;
  readonly #names: ClipNames;
  #listed: readonly Clip[] | null = null;
  readonly #views = new WeakMap<StoredClip, Clip>();

  private constructor(place: OpenedPlace<StoredClip>) {
    super(place);
    this.#store = place.store;
    this.#names = createClipNames(place.store.names);
  }

  /** Opens the clips of a place. @throws the system's errors */
  static async open(place: ProjectPlace, now: Date): Promise<SpeechProject> {
    const { renaming, labels } = place.record;
    const known = renaming ? [...labels, renaming.from] : labels;
    const kind: RecoverableKind<StoredClip> = {
      ...clipKind,
      words,
      adopt: (files, context) => adoptClips(files, known, context),
    };
    const project = new SpeechProject(await openItems(place, kind, now));
    await project.#finishRenaming();
    await project.#learnLabels();
    return project;
  }

  get broken(): boolean {
    return this.#store.broken;
  }

  get itemCount(): number {
    return this.list().length;
  }

  /** Clips in use, in the order they came, with the split in force. */
  list(): readonly Clip[] {
    this.#listed ??= this.#withSplits();
    return this.#listed;
  }

  #withSplits(): readonly Clip[] {
    const clips = [...this.#store.values()].filter((clip) => clip.trashedAt === null);
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
    return this.#store.find(clipId);
  }

  /** True when the same wav file is among the clips in use. */
  hasSound(sha256: string): boolean {
    return this.#store.hasContent(sha256);
  }

  /** Adds clips; see {@link ItemStore.add}. */
  async add(items: readonly NewClip[]): Promise<StoredClip[]> {
    const named = items.map(({ clip, bytes, wantedName }) => {
      const folder = `${CLIPS_FOLDER}/${labelFolder(clip.label)}`;
      const file = this.#names.take(folder, clip.speaker, wantedName);
      return { item: { ...clip, id: this.#store.ids.make(clip.sha256), file }, bytes };
    });
    const clips = await this.#store.add(named);
    this.#listed = null;
    return clips;
  }

  /** Writes changed clips to the index, then moves their files where the change asks for it. */
  async change(clips: readonly StoredClip[]): Promise<void> {
    await this.#store.change(clips);
    this.#listed = null;
  }

  /** A label renamed while the process ended: the record has the new name, some clips the old one. */
  async #finishRenaming(): Promise<void> {
    const { renaming } = this.record;
    if (!renaming) return;
    await this.relabel(renaming.from, renaming.to);
    await this.setRecord({ renaming: undefined });
  }

  /** Gives all clips of a label another one, those in the trash too: restored, they come back under it. */
  async relabel(from: string, to: string): Promise<void> {
    const clips = [...this.#store.values()].filter((clip) => clip.label === from);
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
    const labels = new Set(this.record.labels);
    for (const clip of this.#store.values()) if (clip.trashedAt === null) labels.add(clip.label);
    if (labels.size > this.record.labels.length) await this.setRecord({ labels: [...labels] });
  }

  compact(): Promise<void> {
    return this.#store.compact();
  }
}
