// A tune of one's own: a small generator writes, one keeps, edits with the keyboard, hears, saves and takes it along;
// what was taken along comes back with the same notes, and what was not saved outlives a reload.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decodeWav } from '../src/shared/dsp/wav';
import { allNotes, barsOf, readMidi, type Note, type Score } from '../src/shared/music';
import { strongestNear } from './support/pitches';
import { openScreen } from './support/steps';
import { expect, test } from './support/test';

test.setTimeout(240_000);
test.use({ actionTimeout: 15_000 });

const roll = (page: Page) => page.getByRole('application');
const selected = (page: Page) => page.getByRole('status', { name: 'Selection' });
const variations = (page: Page) =>
  page.getByRole('region', { name: 'Variations' }).getByRole('listitem', { name: /^Variation/ });

/** Opens the starter tunes and trains a generator that is done in seconds. */
async function trainSmall(page: Page): Promise<void> {
  await openScreen(page, 'Tunes');
  await expect(page.getByRole('button', { name: 'Project: Starter tunes' })).toBeVisible({ timeout: 30_000 });
  await openScreen(page, 'Train', 'Music');
  await page.getByRole('textbox', { name: 'Epochs' }).fill('4');
  await page.getByRole('button', { name: 'All settings' }).click();
  await page.getByRole('textbox', { name: 'Layers' }).fill('1');
  await page.getByRole('textbox', { name: 'Units' }).fill('64');
  await page.getByRole('button', { name: 'All settings' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('row', { name: /finished 4 \/ 4/ })).toBeVisible({ timeout: 120_000 });
}

/** Takes the piece along. @returns the file's place */
async function exportAs(page: Page, item: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return (await download).path();
}

const notesIn = (path: string): Score => readMidi(readFileSync(path), { name: 'export.mid' }).score;

/** Notes in quarter notes: files may differ in their resolution. */
function plain(score: Score): readonly (readonly number[])[] {
  const { stepsPerQuarter } = score;
  return allNotes(score).map(({ pitch, velocity, onsetStep, durationSteps }: Note) => [
    pitch,
    velocity,
    onsetStep / stepsPerQuarter,
    durationSteps / stepsPerQuarter,
  ]);
}

async function importFile(page: Page, path: string, name: string): Promise<void> {
  await openScreen(page, 'Tunes');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: /files/i }).click();
  await (await chooser).setFiles({ name, mimeType: 'audio/midi', buffer: readFileSync(path) });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Import 1 file/ }).click();
  await expect(dialog).toContainText('1 tune came in.');
  await dialog.getByRole('button', { name: 'Done' }).click();
}

async function openTune(page: Page, title: string): Promise<void> {
  await openScreen(page, 'Compose');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('textbox', { name: 'Find a tune' }).fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
}

test('a generator writes; one keeps, edits, hears, takes along, brings back, saves', async ({
  page,
  home,
}) => {
  let midi = '';

  await test.step('before there is a generator, the screen leads to Train', async () => {
    await openScreen(page, 'Tunes');
    await openScreen(page, 'Compose');
    await expect(page.getByRole('link', { name: 'Go to Train' })).toBeVisible();
    await trainSmall(page);
    await openScreen(page, 'Compose');
  });

  await test.step('two variations of 8 bars are written and stand to be chosen from', async () => {
    await page.getByRole('textbox', { name: 'Bars', exact: true }).fill('8');
    await page.getByRole('textbox', { name: 'Variations' }).fill('2');
    await page.getByRole('switch', { name: 'It may end a tune earlier by itself' }).uncheck();
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
    await expect(variations(page)).toHaveCount(2, { timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Generate', exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await expect(
      page.getByRole('group', { name: /^Piano roll of variation \d: \d+ notes, [89] bars/ }),
    ).toBeVisible();
  });

  await test.step('one is kept, the other discarded', async () => {
    await variations(page).first().getByRole('button', { name: 'Keep' }).click();
    await expect(roll(page)).toHaveAccessibleName(/\d+ notes, [89] bars/);
    await variations(page)
      .first()
      .getByRole('button', { name: /^Discard/ })
      .click();
    await expect(variations(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(variations(page)).toHaveCount(1);
  });

  await test.step('it is edited with the keyboard alone, and undone', async () => {
    await roll(page).focus();
    await page.keyboard.press('Control+a');
    await expect(selected(page)).toHaveText(/^\d+ notes, /);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Tab');
    const first = await selected(page).textContent();
    expect(first).toMatch(/^[A-G]♯?\d, bar \d+ beat [\d.]+, /);
    await page.keyboard.press('Control+ArrowUp');
    await expect(selected(page)).not.toHaveText(first ?? '');
    await page.keyboard.press('Control+z');
    await expect(selected(page)).toHaveText(first ?? '');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(roll(page)).not.toBeFocused();
  });

  await test.step('taken along as MIDI and brought back it has the same notes', async () => {
    await page.getByRole('textbox', { name: 'Title' }).fill('Out and back');
    await page.keyboard.press('Enter');
    midi = await exportAs(page, 'MIDI file');
    expect(allNotes(notesIn(midi)).length).toBeGreaterThan(4);
    await importFile(page, midi, 'Out and back.mid');
    await openTune(page, 'Out and back');
    expect(plain(notesIn(await exportAs(page, 'MIDI file')))).toEqual(plain(notesIn(midi)));
  });

  await test.step('its sound is not silent and has the right pitches', async () => {
    const wav = decodeWav(readFileSync(await exportAs(page, 'Sound (WAV)')));
    expectPitches(wav, notesIn(midi));
  });

  await test.step('the copy meter says how much of it is learned by heart', async () => {
    await expect(page.getByRole('region', { name: 'Copies' })).toContainText(/notes? in a row/);
  });

  await test.step('bars are written anew in place, the others stay', async () => {
    const before = plain(notesIn(midi));
    const box = (await roll(page).boundingBox())!;
    await page.mouse.click(box.x + 80, box.y + 12);
    await page.keyboard.down('Shift');
    await page.mouse.click(box.x + 80, box.y + 12);
    await page.keyboard.up('Shift');
    const bars = page.getByRole('group', { name: 'Selected bars' });
    await expect(bars).toContainText('Bar 1');
    await bars.getByRole('button', { name: 'Write anew' }).click();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled();
    await expect(page.getByRole('button', { name: 'Generate', exact: true })).toBeVisible({
      timeout: 60_000,
    });
    const after = plain(notesIn(await exportAs(page, 'MIDI file')));
    const [bar] = barsOf(notesIn(midi), 1);
    const end = bar.steps / notesIn(midi).stepsPerQuarter;
    const rest = (notes: typeof before) => notes.filter(([, , onset]) => onset >= end);
    expect(rest(after)).toEqual(rest(before));
    expect(after).not.toEqual(before);
  });

  await test.step('what is not saved is there after a reload', async () => {
    await expect(page.getByText('Not saved; kept as a draft')).toBeVisible();
    const name = await roll(page).getAttribute('aria-label');
    await page.waitForTimeout(700);
    await page.reload();
    await expect(roll(page)).toHaveAttribute('aria-label', name ?? '', { timeout: 30_000 });
    await expect(page.getByText(/was not saved yet; the draft of/)).toBeVisible();
  });

  await test.step('saved, it is a tune of the library', async () => {
    await page.getByRole('textbox', { name: 'Title' }).fill('My first tune');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save to Tunes' }).click();
    await expect(page.getByText('Saved in Tunes')).toBeVisible();
    await openScreen(page, 'Tunes');
    await page.getByRole('textbox', { name: 'Search tunes' }).fill('My first');
    await expect(page.getByRole('grid', { name: 'Tunes' })).toContainText('My first tune');
    expect(readdirSync(join(home, 'projects', 'starter-tunes', 'scores')).join()).toContain('first-tune');
  });
});

/** Every note that lasts long enough to be measured is the strongest of its neighbourhood, nearly always. */
function expectPitches(
  wav: { readonly samples: Float32Array; readonly sampleRate: number },
  score: Score,
): void {
  const loudest = wav.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeGreaterThan(0.05);
  const secondsPerStep = 60 / score.tempos[0].qpm / score.stepsPerQuarter;
  const measured = allNotes(score).filter(({ durationSteps }) => durationSteps * secondsPerStep >= 0.2);
  const right = measured.filter(({ pitch, onsetStep, durationSteps }) => {
    const from = Math.round((onsetStep * secondsPerStep + 0.02) * wav.sampleRate);
    const to = Math.round((onsetStep + durationSteps) * secondsPerStep * wav.sampleRate);
    return strongestNear(wav.samples.subarray(from, to), wav.sampleRate, pitch, 2) === pitch;
  });
  expect(measured.length).toBeGreaterThan(3);
  expect(right.length / measured.length).toBeGreaterThanOrEqual(0.9);
}
