// What is played is heard: the loudspeaker's own signal is measured, for the lab's instruments and for a sound font.
// The sound font is the one that spessasynth_core makes up for trials: a saw tooth, no recording of anybody's.

import type { Page } from '@playwright/test';
import { BasicSoundBank } from 'spessasynth_core';
import { createPart, createScore, writeMidi } from '../src/shared/music';
import { waitForSample } from './support/steps';
import { expect, test } from './support/test';

/** One long A4: 440 Hz. */
const longNote = createScore({
  stepsPerQuarter: 4,
  title: 'One long note',
  parts: [createPart([{ pitch: 69, velocity: 100, onsetStep: 0, durationSteps: 64 }], { program: 73 })],
});

/** Listens to everything that goes to the loudspeaker. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const taps: AnalyserNode[] = [];
    const connect = AudioNode.prototype.connect as (...args: unknown[]) => AudioNode;
    const listening = function (this: AudioNode, target: AudioNode, ...rest: unknown[]) {
      if (target instanceof AudioDestinationNode) {
        const tap = new AnalyserNode(this.context, { fftSize: 16384, smoothingTimeConstant: 0 });
        connect.call(this, tap);
        taps.push(tap);
      }
      return connect.call(this, target, ...rest);
    };
    Object.assign(AudioNode.prototype, { connect: listening });
    Object.assign(globalThis, { taps });
  });
}

interface Heard {
  readonly loudness: number;
  /** Hz of the strongest part of the spectrum. */
  readonly frequency: number;
}

/** What the loudspeaker gets now, of the output opened last. */
const hear = (page: Page): Promise<Heard> =>
  page.evaluate(() => {
    const tap = (globalThis as unknown as { taps: AnalyserNode[] }).taps.at(-1);
    if (!tap) return { loudness: 0, frequency: 0 };
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    const spectrum = new Float32Array(tap.frequencyBinCount);
    tap.getFloatFrequencyData(spectrum);
    const strongest = spectrum.indexOf(Math.max(...spectrum));
    return {
      loudness: Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length),
      frequency: (strongest * tap.context.sampleRate) / tap.fftSize,
    };
  });

async function playAndHear(page: Page): Promise<void> {
  await page.getByRole('row', { name: /One long note/ }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await hear(page)).loudness, { timeout: 15_000 }).toBeGreaterThan(0.003);
  // A bin is 2.7 Hz wide at 44.1 kHz; the next semitone is 26 Hz away.
  await expect.poll(async () => Math.abs((await hear(page)).frequency - 440)).toBeLessThan(6);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(async () => (await hear(page)).loudness, { timeout: 15_000 }).toBeLessThan(0.001);
}

test('hears a tune through the instruments of the lab and through a sound font', async ({ page }) => {
  await listenIn(page);
  await page.reload();
  await waitForSample(page);

  await test.step('brings in one long note', async () => {
    await page.getByRole('button', { name: /^Project:/ }).click();
    await page.getByRole('menuitem', { name: 'New project' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ears');
    await dialog.getByText('Music: tunes').click();
    await dialog.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /files/ }).click();
    await (
      await chooser
    ).setFiles({ name: 'long.mid', mimeType: 'audio/midi', buffer: Buffer.from(writeMidi(longNote)) });
    await dialog.getByRole('button', { name: /^Import 1 file/ }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
  });

  await test.step('the lab plays it itself', () => playAndHear(page));

  await test.step('refuses a file that is no sound font', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a sound font…' }).click();
    await (
      await chooser
    ).setFiles({
      name: 'song.sf2',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('RIFF, but what?'),
    });
    await expect(page.getByText('song.sf2: this is no SF2')).toBeVisible();
    await expect(page.getByText("The lab's own instruments", { exact: true })).toBeVisible();
  });

  await test.step('plays it with a sound font, and knows it after a reload', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a sound font…' }).click();
    const buffer = Buffer.from(BasicSoundBank.getSampleSoundBankFile());
    await (await chooser).setFiles({ name: 'saw.sf2', mimeType: 'application/octet-stream', buffer });
    await expect(page.getByText('saw.sf2', { exact: true })).toBeVisible();
    await page.reload();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByText('saw.sf2', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Tunes' }).click();
    await playAndHear(page);
  });
});
