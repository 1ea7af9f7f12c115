// A person's own sound font on the audio thread; loaded only where one was chosen.
// Not what is done with it: transportProcessor.ts.

import { createSoundFontSynth } from '../../../shared/soundfont';
import type { SoundFont } from './soundFonts';
import { registerSynth } from './transportProcessor';

declare const sampleRate: number;

registerSynth('earshot-sound-font', ({ bytes, name }: SoundFont) =>
  createSoundFontSynth(sampleRate, bytes, name),
);
