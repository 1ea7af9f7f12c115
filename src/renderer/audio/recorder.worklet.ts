// Runs on the audio thread: hands every block of the microphone on as PCM, in chunks of 1024 samples.
// No decisions here: levels, resampling and takes are the page's.

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const CHUNK = 1024;

class Recorder extends AudioWorkletProcessor {
  private chunk = new Float32Array(CHUNK);
  private filled = 0;

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0];
    if (channels.length === 0) return true;
    for (let i = 0; i < channels[0].length; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i];
      this.chunk[this.filled++] = sum / channels.length;
      if (this.filled === CHUNK) this.flush();
    }
    return true;
  }

  private flush(): void {
    this.port.postMessage(this.chunk, [this.chunk.buffer]);
    this.chunk = new Float32Array(CHUNK);
    this.filled = 0;
  }
}

registerProcessor('earshot-recorder', Recorder);
