// The download: what goes in comes out, under one folder with a safe name.

import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { archiveName, zipFiles } from './zip';

describe('zip', () => {
  it('holds every file under its folder, byte for byte, the same each time', () => {
    const files = [
      { name: 'model.json', bytes: new TextEncoder().encode('{"a":1}') },
      { name: 'weights.bin', bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251) },
    ];
    const zip = zipFiles('my-words', files);
    const back = unzipSync(zip);
    expect(Object.keys(back)).toEqual(['my-words/model.json', 'my-words/weights.bin']);
    expect(back['my-words/weights.bin']).toEqual(files[1].bytes);
    expect(zipFiles('my-words', files)).toEqual(zip);
  });

  it('names itself so that every file system takes it', () => {
    expect(archiveName('Küche & Flur: «Licht»', 'conv-bilstm')).toBe('ku-che-flur-licht-conv-bilstm');
    expect(archiveName('😀', 'lstm')).toBe('lstm');
    expect(archiveName('../..', '')).toBe('model');
    expect(archiveName('a'.repeat(300), 'gru').length).toBeLessThanOrEqual(60);
  });
});
