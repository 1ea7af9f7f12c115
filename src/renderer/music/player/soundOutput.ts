// Opens the audio thread with the synthesiser on it, behind a volume, and carries commands there.
// No decisions about playback: createScorePlayer.ts makes them.

import type { OpenSoundOutput, SoundListener, TransportCommand, TransportReport } from './messages';
import fontUrl from './soundFont.worklet?worker&url';
import type { SoundFont } from './soundFonts';
import synthUrl from './synth.worklet?worker&url';

/** Seconds in which a change of volume is made, so that it does not click. */
const FADE_SECONDS = 0.02;

/** Opens the browser's audio output. Commands given before it stands are kept. */
export const openSoundOutput: OpenSoundOutput = (listener, font) => {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const gain = context.createGain();
  gain.connect(context.destination);
  let waiting: TransportCommand[] = [];
  let node: AudioWorkletNode | null = null;

  const start = async () => {
    await context.audioWorklet.addModule(font ? fontUrl : synthUrl);
    if (context.state === 'closed') return;
    node = createNode(context, listener, font);
    node.connect(gain);
    for (const command of waiting) node.port.postMessage(command);
    waiting = [];
  };
  start().catch((error: unknown) => listener.onProblem(wordsOf(error)));

  return {
    send(command) {
      // Not awaited: some browsers settle it only after the next click.
      if (context.state === 'suspended') void context.resume().catch(() => undefined);
      if (node) node.port.postMessage(command);
      else waiting.push(command);
    },
    setVolume: (volume) => gain.gain.setTargetAtTime(volume, context.currentTime, FADE_SECONDS),
    close() {
      node?.disconnect();
      if (context.state !== 'closed') void context.close();
    },
  };
};

function createNode(
  context: AudioContext,
  listener: SoundListener,
  font: SoundFont | null,
): AudioWorkletNode {
  const node = new AudioWorkletNode(context, font ? 'earshot-sound-font' : 'earshot-synth', {
    numberOfInputs: 0,
    outputChannelCount: [2],
    processorOptions: font ?? {},
  });
  node.port.onmessage = ({ data }: MessageEvent<TransportReport>) => {
    if ('problem' in data) listener.onProblem(data.problem);
    else listener.onPosition(data.seconds, data.ended);
  };
  node.onprocessorerror = () =>
    listener.onProblem('The synthesiser stopped with an error. Load the page again.');
  return node;
}

function wordsOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `No sound can be made here (${reason}). Check the sound output of this computer, then play again.`;
}
