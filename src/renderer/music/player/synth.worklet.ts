// The lab's own instruments on the audio thread.
// Not what is done with them: transportProcessor.ts.

import { createSynth } from '../../../shared/synth';
import { registerSynth } from './transportProcessor';

declare const sampleRate: number;

registerSynth('earshot-synth', () => createSynth(sampleRate));
