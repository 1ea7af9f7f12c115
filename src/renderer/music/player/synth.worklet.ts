// Runs on the audio thread: fills every block with what the transport and the synthesiser make.
// No decisions here: the page sends commands and is told where playback is.

import { createSynth } from '../../../shared/synth';
import type { TransportCommand, TransportReport } from './messages';
import { createTransport } from './transport';
import type { Transport } from './transport';

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare const sampleRate: number;

/** Blocks of 128 frames between two reports: about 21 ms at 48 kHz. */
const BLOCKS_A_REPORT = 8;

class SynthProcessor extends AudioWorkletProcessor {
  private readonly transport: Transport = createTransport(createSynth(sampleRate));
  private blocks = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<TransportCommand>) => obey(this.transport, data);
  }

  process(_inputs: unknown, [[left, right]]: Float32Array[][]): boolean {
    const ended = this.transport.render(left, right);
    this.blocks += 1;
    if (ended || (this.transport.playing && this.blocks % BLOCKS_A_REPORT === 0)) this.report(ended);
    return true;
  }

  private report(ended: boolean): void {
    const { position: seconds, playing } = this.transport;
    const report: TransportReport = { seconds, playing, ended };
    this.port.postMessage(report);
  }
}

function obey(transport: Transport, command: TransportCommand): void {
  switch (command.kind) {
    case 'load':
      return transport.load(command.program);
    case 'play':
      return transport.play();
    case 'pause':
      return transport.pause();
    case 'seek':
      return transport.seek(command.seconds);
    case 'loop':
      return transport.setLoop(command.range);
    case 'metronome':
      return transport.setMetronome(command.on);
    case 'preview':
      return transport.preview(command.note);
  }
}

registerProcessor('earshot-synth', SynthProcessor);
