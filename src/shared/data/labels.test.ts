import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { labelFolder, validateLabel } from './labels';

describe('validateLabel', () => {
  it('trims and composes', () => {
    expect(validateLabel('  turn left ')).toBe('turn left');
    expect(validateLabel('fu\u0308r')).toBe('f\u00fcr');
  });

  it('counts characters, not UTF-16 units', () => expect(validateLabel('👂'.repeat(40))).toHaveLength(80));

  it.each([
    '',
    '   ',
    'x'.repeat(41),
    'a\u0000b',
    'a\nb',
    'a\u2028b',
    '\ud800',
    '_silence_',
    '_background_noise_',
  ])('refuses %j', (label) => {
    const attempt = () => validateLabel(label);
    expect(attempt).toThrow(LabError);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'invalid-argument', details: { path: 'label', got: label } }),
    );
  });

  it('takes _unknown_, which can be recorded', () => expect(validateLabel('_unknown_')).toBe('_unknown_'));
});

describe('labelFolder', () => {
  it.each(['yes', '_unknown_', 'turn left', 'stop-it', '7'])('keeps %j as it is', (label) =>
    expect(labelFolder(label)).toBe(label),
  );

  it('keeps what can be read and adds a hash where it changes something', () => {
    expect(labelFolder('Yes')).toMatch(/^Yes-[0-9a-f]{8}$/);
    expect(labelFolder('für')).toMatch(/^für-[0-9a-f]{8}$/);
    expect(labelFolder('a/b:c')).toMatch(/^a-b-c-[0-9a-f]{8}$/);
    expect(labelFolder('👂👂')).toMatch(/^label-[0-9a-f]{8}$/);
  });

  const hostile = [
    '',
    '.',
    '..',
    '../../etc',
    'con',
    'CON',
    'aux',
    'com1',
    'lpt9',
    'nul',
    'a.',
    'a ',
    ' a',
    '-rf',
    '~',
    'a\\b',
  ];
  it.each([...hostile, 'a\u0000b', 'x'.repeat(300), '👂'.repeat(150), 'yes-0a1b2c3d', 'con.txt'])(
    'makes %j safe on every system',
    (label) => expectSafe(labelFolder(label)),
  );

  it('is safe and tells labels apart, whatever they are, also where case does not count', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expectSafe(labelFolder(a));
        return a === b || labelFolder(a).toLowerCase() !== labelFolder(b).toLowerCase();
      }),
    );
    const folders = ['yes', 'Yes', 'YES', 'yes ', 'yes.', labelFolder('Yes'), 'fu\u0308r'].map(labelFolder);
    expect(new Set(folders.map((folder) => folder.toLowerCase())).size).toBe(folders.length);
  });
});

/** The rules of Windows, the strictest of the three; and short enough for deep folders. */
function expectSafe(folder: string): void {
  expect(folder).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]/u);
  expect(folder).not.toMatch(/^[. -]|[. ]$/);
  expect(folder).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(folder.length).toBeGreaterThan(0);
  expect(new TextEncoder().encode(folder).length).toBeLessThan(200);
}
