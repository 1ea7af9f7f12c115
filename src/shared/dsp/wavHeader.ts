// The head of a 16-bit PCM wav file, and room for its samples.
// Not the samples: wav.ts writes one channel, src/shared/synth two.

import { LabError } from '../contract/errors';

/** Bytes before the first sample. */
export const WAV_HEADER_BYTES = 44;

/**
 * Begins a wav file: its header is written, its samples are zero.
 * @param channels interleaved frame by frame
 * @param frames of each channel
 * @param sampleRate Hz, checked by the caller
 * @returns the whole file; samples begin at {@link WAV_HEADER_BYTES}
 * @throws LabError too-large over what a wav file can hold (4 GiB)
 */
export function beginWav(channels: number, frames: number, sampleRate: number): DataView<ArrayBuffer> {
  const frameBytes = 2 * channels;
  const dataBytes = frames * frameBytes;
  if (dataBytes + WAV_HEADER_BYTES > 0xffffffff)
    throw new LabError('too-large', 'Expected at most 4 GiB of samples for one wav file.');
  const view = new DataView(new ArrayBuffer(WAV_HEADER_BYTES + dataBytes));
  const tag = (at: number, text: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  tag(0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
  return view;
}
