// What the audio thread does with any synthesiser: obeys commands, fills blocks, tells where playback is.
// No decisions here: the page makes them.

import type { Synth } from '../../../shared/synth';
import type { TransportCommand, TransportReport } from './messages';
import { createTransport } from './transport';
import type { Transport } from './transport';

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: { readonly processorOptions: never }) => AudioWorkletProcessor,
): void;

/** Blocks of 128 frames between two reports: about 21 ms at 48 kHz. */
const BLOCKS_A_REPORT = 8;

/**
 * Registers a processor. Commands that come before the synthesiser stands wait for it; a failure is reported.
 * @param open makes the synthesiser from what the page handed over
 */
export function registerSynth<Options>(
  name: string,
  open: (options: Options) => Synth | Promise<Synth>,
): void {
  class SynthProcessor extends AudioWorkletProcessor {
    private transport: Transport | null = null;
    private waiting: TransportCommand[] = [];
    private blocks = 0;

    constructor({ processorOptions }: { readonly processorOptions: never }) {
      super();
      this.port.onmessage = ({ data }: MessageEvent<TransportCommand>) => this.take(data);
      void this.start(processorOptions);
    }

    process(_inputs: unknown, [[left, right]]: Float32Array[][]): boolean {
      if (!this.transport) return true;
      const ended = this.transport.render(left, right);
      this.blocks += 1;
      const isTurn = this.transport.playing && this.blocks % BLOCKS_A_REPORT === 0;
      if (ended || isTurn) this.report({ seconds: this.transport.position, ended });
      return true;
    }

    private async start(options: Options): Promise<void> {
      try {
        this.transport = createTransport(await open(options));
        for (const command of this.waiting) obey(this.transport, command);
      } catch (error) {
        this.report({ problem: error instanceof Error ? error.message : String(error) });
      }
    }

    private take(command: TransportCommand): void {
      if (this.transport) obey(this.transport, command);
      else this.waiting.push(command);
    }

    private report(report: TransportReport): void {
      this.port.postMessage(report);
    }
  }
  registerProcessor(name, SynthProcessor);
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
