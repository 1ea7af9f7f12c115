// A fake of the engine's services, in memory, so that the page can be tried and tested without an engine.
// Never imported by production code: it keeps nothing, trains nothing and invents its numbers.

import { LabError } from '../../shared/contract/errors';
import type { Clip, ClipsService, Sound, Split } from '../../shared/contract/clips';
import { defaultFeatureConfig } from '../../shared/contract/features';
import type { Project, ProjectKind, ProjectsService, ProjectSummary } from '../../shared/contract/projects';
import type { EmitLabEvent, Services } from '../../shared/contract/services';
import { createFakeLearning } from './fakeLearning';
import type { FakeLearningOptions } from './fakeLearning';
import type { FakeMusic } from './fakeTunes';
import { createFakeMusic, fakeTunes } from './fakeTunes';
import { fakeSound } from './fakeSounds';

export interface FakeOptions {
  readonly labels?: readonly string[];
  readonly clipsPerLabel?: number;
  readonly sample?: boolean;
  readonly emit?: EmitLabEvent;
  /** Tunes of the music project. Default 45. */
  readonly tunes?: number;
  /** Which project is listed first, and so open at the start. Default speech. */
  readonly first?: ProjectKind;
  readonly learning?: FakeLearningOptions;
  /** Replaces single methods, e.g. to fail on purpose. */
  readonly override?: Partial<{ readonly [Name in keyof Services]: Partial<Services[Name]> }>;
}

export interface FakeState {
  project: Project;
  clips: Clip[];
  readonly trash: Map<string, Clip>;
  readonly sounds: Map<string, Sound>;
  readonly music: FakeMusic;
  readonly emit: EmitLabEvent;
}

export function createFakeServices(options: FakeOptions = {}): {
  readonly services: Services;
  readonly state: FakeState;
} {
  const { labels = ['yes', 'no', 'up', 'down'], clipsPerLabel = 40, sample = true, tunes = 45 } = options;
  const emit = options.emit ?? (() => undefined);
  const state: FakeState = {
    project: {
      id: 'sample',
      name: sample ? 'Sample words' : 'My words',
      kind: 'speech',
      labels,
      features: defaultFeatureConfig,
      createdAt: '2026-11-22T09:00:00.000Z',
      sample,
      folder: '/home/ada/Earshot/projects/sample',
      notices: [],
    },
    clips: [],
    trash: new Map(),
    sounds: new Map(),
    music: createFakeMusic(tunes, sample, emit),
    emit,
  };
  state.clips = labels.flatMap((label, at) =>
    Array.from({ length: clipsPerLabel }, (_, n) => fakeClip(label, n, at * clipsPerLabel + n)),
  );
  const services = {
    projects: fakeProjects(state, options.first ?? 'speech'),
    tunes: fakeTunes(state.music),
    clips: fakeClips(state),
    features: {
      missing: async () => state.clips.slice(0, 60).map((clip) => clip.id),
      put: async () => undefined,
    },
    system: { describe: async () => fakeSystem },
    ...createFakeLearning(state, options.learning),
  } as unknown as Services;
  for (const [name, methods] of Object.entries(options.override ?? {})) {
    Object.assign(services[name as keyof Services], methods);
  }
  return { services, state };
}

const fakeSystem = {
  version: '0.1.0',
  host: 'browser',
  home: '/home/ada/Earshot',
  platform: 'linux x64',
  node: '20.20.0',
  cores: 8,
  backends: [
    {
      name: 'tensorflow',
      available: false,
      chosen: false,
      threads: 0,
      reason: '@tensorflow/tfjs-node is not installed (optional).',
    },
    { name: 'wasm', available: true, chosen: true, threads: 1, reason: 'Fastest that loads here.' },
    { name: 'cpu', available: true, chosen: false, threads: 1, reason: 'Always there; slow.' },
  ],
} as const;

export function fakeClip(label: string, n: number, seed: number): Clip {
  const split: Split = n % 10 === 8 ? 'validation' : n % 10 === 9 ? 'test' : 'train';
  const speaker = ['ada', 'grace', 'alan', 'edsger', 'barbara'][n % 5];
  return {
    id: `clip-${label}-${n}`,
    label,
    file: `clips/${label}/${speaker}_nohash_${n}.wav`,
    speaker,
    session: 'fake',
    source: 'synthetic',
    listedSplit: null,
    split,
    device: null,
    sha256: String(seed).padStart(64, '0'),
    seconds: 1,
    trim: { start: 0.12, end: 0.78 },
    measures: { peak: 0.5, rms: 0.08, clipped: seed % 23 === 5, silent: seed % 29 === 7 },
    createdAt: '2026-11-22T09:00:00.000Z',
  };
}

function fakeProjects(state: FakeState, first: ProjectKind): ProjectsService {
  const changed = (project: Partial<Project>) => {
    state.project = { ...state.project, ...project };
    return Promise.resolve(state.project);
  };
  const changedMusic = (project: Partial<Project>) => {
    state.music.project = { ...state.music.project, ...project };
    return Promise.resolve(state.music.project);
  };
  const isMusic = (projectId: string) => projectId === state.music.project.id;
  return {
    list: async () => {
      const all = [summaryOf(state, state.project), summaryOf(state, state.music.project)];
      return first === 'speech' ? all : all.reverse();
    },
    create: ({ name, kind, labels = [] }) => {
      const made = { id: name.toLowerCase().replaceAll(' ', '-'), name, sample: false };
      if (kind === 'music') {
        state.music.tunes = [];
        return changedMusic(made);
      }
      state.clips = [];
      return changed({ ...made, labels });
    },
    openSample: ({ kind }) => (kind === 'music' ? changedMusic({}) : changed({})),
    open: ({ projectId }) => (isMusic(projectId) ? changedMusic({}) : changed({})),
    update: ({ projectId, ...change }) => {
      const known = Object.entries(change).filter(([, value]) => value !== undefined);
      const wanted: Partial<Project> = Object.fromEntries(known);
      return isMusic(projectId) ? changedMusic(wanted) : changed(wanted);
    },
    addLabel: ({ label }) => {
      if (state.project.labels.includes(label))
        throw new LabError('already-exists', `There is a label "${label}" already.`);
      return changed({ labels: [...state.project.labels, label] });
    },
    renameLabel: ({ from, to }) => {
      state.clips = state.clips.map((clip) => (clip.label === from ? { ...clip, label: to } : clip));
      return changed({ labels: state.project.labels.map((label) => (label === from ? to : label)) });
    },
    removeLabel: async ({ label }) => {
      const removed = state.clips.filter((clip) => clip.label === label);
      removed.forEach((clip) => state.trash.set(clip.id, clip));
      state.clips = state.clips.filter((clip) => clip.label !== label);
      const project = await changed({ labels: state.project.labels.filter((one) => one !== label) });
      return { project, removedClipIds: removed.map((clip) => clip.id) };
    },
    remove: async () => undefined,
  };
}

function summaryOf(state: FakeState, project: Project): ProjectSummary {
  const isMusic = project.kind === 'music';
  return {
    ...project,
    clips: isMusic ? 0 : state.clips.length,
    labels: project.labels.length,
    tunes: isMusic ? state.music.tunes.length : 0,
    updatedAt: project.createdAt,
  };
}

function fakeClips(state: FakeState): ClipsService {
  const soundOf = (clip: Clip): Sound =>
    state.sounds.get(clip.id) ?? fakeSound(clip.label, Number(clip.sha256));
  return {
    list: async () => state.clips,
    backgrounds: async () => [],
    add: async ({ label, speaker, session, device, sound }) => {
      const clip: Clip = {
        ...fakeClip(label, state.clips.length, state.clips.length),
        id: `take-${state.clips.length}-${state.trash.size}`,
        speaker,
        session,
        device,
        source: 'recorded',
        seconds: sound.samples.length / sound.sampleRate,
        measures: { peak: 0.4, rms: 0.06, clipped: false, silent: false },
      };
      state.sounds.set(clip.id, sound);
      state.clips = [...state.clips, clip];
      return clip;
    },
    addBackground: async ({ name, sound }) => ({
      file: `background/${name}.wav`,
      seconds: sound.samples.length / sound.sampleRate,
    }),
    importFiles: async ({ files }) => {
      const imported = files
        .filter(({ target }) => !target.background)
        .map(({ target }, n) => ({
          ...fakeClip(target.label, 1000 + n, n),
          id: `import-${state.clips.length + n}`,
        }));
      state.clips = [...state.clips, ...imported];
      return { imported, backgrounds: [], skipped: [] };
    },
    sounds: async ({ clipIds }) =>
      state.clips
        .filter((clip) => clipIds.includes(clip.id))
        .map((clip) => ({ clipId: clip.id, ...soundOf(clip) })),
    update: async ({ clipIds, label, speaker, trim }) => {
      const change = {
        ...(label && { label }),
        ...(speaker && { speaker }),
        ...(trim !== undefined && { trim }),
      };
      state.clips = state.clips.map((clip) => (clipIds.includes(clip.id) ? { ...clip, ...change } : clip));
      return state.clips.filter((clip) => clipIds.includes(clip.id));
    },
    remove: async ({ clipIds }) => {
      state.clips
        .filter((clip) => clipIds.includes(clip.id))
        .forEach((clip) => state.trash.set(clip.id, clip));
      state.clips = state.clips.filter((clip) => !clipIds.includes(clip.id));
    },
    restore: async ({ clipIds }) => {
      const clips = clipIds.flatMap((id) => state.trash.get(id) ?? []);
      const missing = [...new Set(clips.map((clip) => clip.label))].filter(
        (label) => !state.project.labels.includes(label),
      );
      state.project = { ...state.project, labels: [...state.project.labels, ...missing] };
      state.clips = [...state.clips, ...clips];
      return { clips, project: state.project };
    },
  };
}
