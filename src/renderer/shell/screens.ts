// The screens of the two groups and Settings: name, icon, what each is for, and which kind of project it works on.
// Not their components: ScreenView shows those.

import {
  IconMicrophone,
  IconMusic,
  IconPiano,
  IconPlayerRecord,
  IconSchool,
  IconSettings,
  IconTargetArrow,
  IconVocabulary,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ProjectKind } from '../../shared/contract/projects';
import type { ScreenName } from './route';

export interface ScreenEntry {
  readonly screen: ScreenName;
  readonly title: string;
  /** Shown on hover: what the screen is for. */
  readonly purpose: string;
  readonly Icon: Icon;
}

export interface ScreenGroup {
  readonly kind: ProjectKind;
  readonly title: string;
  readonly screens: readonly ScreenEntry[];
}

const speechScreens: readonly ScreenEntry[] = [
  {
    screen: 'words',
    title: 'Words',
    purpose: 'Look at the clips of each word, hear them, correct and import them.',
    Icon: IconVocabulary,
  },
  {
    screen: 'record',
    title: 'Record',
    purpose: 'Record takes of your own words, and the noise of your room.',
    Icon: IconPlayerRecord,
  },
  {
    screen: 'train',
    title: 'Train',
    purpose: 'Train a recognizer on the words and watch it learn.',
    Icon: IconSchool,
  },
  {
    screen: 'test',
    title: 'Test',
    purpose: 'See how well a trained recognizer does on clips it has not learned from, and where it errs.',
    Icon: IconTargetArrow,
  },
  {
    screen: 'live',
    title: 'Live',
    purpose: 'Speak, and watch the recognizer listen.',
    Icon: IconMicrophone,
  },
];

const musicScreens: readonly ScreenEntry[] = [
  {
    screen: 'tunes',
    title: 'Tunes',
    purpose: 'Look at the tunes a generator learns from, hear them, sort and import them.',
    Icon: IconMusic,
  },
  {
    screen: 'generators',
    title: 'Train',
    purpose:
      'Train a generator on the tunes, watch it learn, and see how well it predicts tunes it has not seen.',
    Icon: IconSchool,
  },
  {
    screen: 'compose',
    title: 'Compose',
    purpose: 'Let the generator write, change what it wrote, hear it and take it along.',
    Icon: IconPiano,
  },
];

export const screenGroups: readonly ScreenGroup[] = [
  { kind: 'speech', title: 'Speech', screens: speechScreens },
  { kind: 'music', title: 'Music', screens: musicScreens },
];

export const settingsScreen: ScreenEntry = {
  screen: 'settings',
  title: 'Settings',
  purpose: 'The engine, where your projects lie, light or dark, the keys.',
  Icon: IconSettings,
};

/** The first screen of each kind of project: where opening one leads. */
export const homeOf: Readonly<Record<ProjectKind, ScreenName>> = { speech: 'words', music: 'tunes' };

/** The kind of project a screen works on; null for Settings, which needs none. */
export function kindOfScreen(screen: ScreenName): ProjectKind | null {
  const group = screenGroups.find(({ screens }) => screens.some((entry) => entry.screen === screen));
  return group?.kind ?? null;
}

/** What stands on a screen as its name. */
export function titleOf(screen: ScreenName): string {
  const all = [...screenGroups.flatMap((group) => group.screens), settingsScreen];
  return all.find((entry) => entry.screen === screen)?.title ?? '';
}
