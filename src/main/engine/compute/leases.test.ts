import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLeases } from './leases';

function folders(...names: string[]) {
  return names.map(() => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-lease-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'stamp'), '');
    return folder;
  });
}

function setUp() {
  const events: string[] = [];
  let opened = 0;
  const leases = createLeases(async () => {
    const number = ++opened;
    events.push(`open ${number}`);
    return { number, dispose: () => void events.push(`dispose ${number}`) };
  }, 'stamp');
  return { events, leases };
}

describe('leases', () => {
  it('keep the last model open and put the one before away when its last user is done', async () => {
    const { events, leases } = setUp();
    const [a, b] = folders('a', 'b');
    let finish = () => {};
    const busy = leases.use(a, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(await leases.use(a, async ({ number }) => number)).toBe(1);
    expect(await leases.use(b, async ({ number }) => number)).toBe(2);
    expect(events).toEqual(['open 1', 'open 2']);
    finish();
    await busy;
    expect(events).toEqual(['open 1', 'open 2', 'dispose 1']);
    expect(await leases.use(b, async ({ number }) => number)).toBe(2);
  });

  it('open a folder anew that was written anew', async () => {
    const { events, leases } = setUp();
    const [a] = folders('a');
    await leases.use(a, async () => undefined);
    utimesSync(join(a, 'stamp'), 1, 1);
    expect(await leases.use(a, async ({ number }) => number)).toBe(2);
    expect(events).toEqual(['open 1', 'open 2', 'dispose 1']);
  });

  it('try again what could not be opened', async () => {
    let fails = true;
    const leases = createLeases(async () => {
      if (fails) throw new Error('no model');
      return { dispose: () => undefined };
    }, 'stamp');
    const [a] = folders('a');
    await expect(leases.use(a, async () => 1)).rejects.toThrow('no model');
    fails = false;
    expect(await leases.use(a, async () => 1)).toBe(1);
  });
});
