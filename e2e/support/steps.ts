// Steps that several stories take, by role and label as a person would. Not a page object for every control.

import { expect, type Locator, type Page } from '@playwright/test';

export type ScreenName = 'Words' | 'Record' | 'Train' | 'Test' | 'Live' | 'Tunes' | 'Compose' | 'Settings';
export type GroupName = 'Speech' | 'Music';

/** A screen's link in the rail; Train stands in both groups, so that one names the group. */
export function screenLink(page: Page, name: ScreenName, group: GroupName = 'Speech'): Locator {
  const rail = page.getByRole('navigation', { name: 'Screens' });
  const where = name === 'Train' ? rail.getByRole('list', { name: group }) : rail;
  return where.getByRole('link', { name });
}

export async function openScreen(page: Page, name: ScreenName, group?: GroupName): Promise<void> {
  await screenLink(page, name, group).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached();
}

/** Waits until the sample project is open: where a first start begins. */
export async function waitForSample(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /[2-9]\d\d clips, 10 words/ })).toBeVisible({
    timeout: 30_000,
  });
}

/** Trains what is chosen on the Train screen and waits for its end. */
export async function train(page: Page, epochs: number): Promise<void> {
  await openScreen(page, 'Train');
  await page.getByRole('textbox', { name: 'Epochs' }).fill(String(epochs));
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`finished ${epochs} / ${epochs}`) })).toBeVisible({
    timeout: 240_000,
  });
}
