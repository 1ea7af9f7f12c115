// The screens of the Speech group: name, icon and what each is for.
// Not their components: App.tsx shows those.

import {
  IconMicrophone,
  IconPlayerRecord,
  IconSchool,
  IconTargetArrow,
  IconVocabulary,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ScreenName } from './route';

export interface ScreenEntry {
  readonly screen: ScreenName;
  readonly title: string;
  /** Shown on hover: what the screen is for. */
  readonly purpose: string;
  readonly Icon: Icon;
}

export const speechScreens: readonly ScreenEntry[] = [
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
