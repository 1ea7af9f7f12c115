// Sound fonts of the person's own, in one import.
// Nothing is computed here.

export { createSoundFontSynth, loadSoundFont, MAX_SOUND_FONT_BYTES } from './createSoundFontSynth';
