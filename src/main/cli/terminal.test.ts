import { describe, expect, it } from 'vitest';
import { PassThrough } from 'node:stream';
import { createTerminal } from './terminal';

function capture(json: boolean, isTTY = false) {
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 20 });
  let now = 0;
  const terminal = createTerminal({ stdout, stderr, now: () => now }, json);
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { terminal, wait: (ms: number) => (now += ms), out: () => text(stdout), err: () => text(stderr) };
}

describe('createTerminal', () => {
  it('with --json gives stdout one line of JSON and nothing else; NaN becomes null', () => {
    const { terminal, out, err } = capture(true);
    terminal.print('for a person');
    terminal.note('on the way');
    terminal.printJson({ accuracy: NaN, clips: 3 });
    expect(out()).toBe('{"accuracy":null,"clips":3}\n');
    expect(err()).toBe('on the way\n');
  });

  it('without --json prints for a person only', () => {
    const { terminal, out } = capture(false);
    terminal.print('for a person');
    terminal.printJson({ clips: 3 });
    expect(out()).toBe('for a person\n');
  });

  it('keeps progress to one line every five seconds where stderr is a file', () => {
    const { terminal, wait, err } = capture(false);
    for (let i = 0; i < 11; i++) {
      terminal.progress(`step ${i}`);
      wait(1000);
    }
    expect(err()).toBe('step 0\nstep 5\nstep 10\n');
  });

  it('rewrites one line on a terminal, cut to its width, and clears it before the next note', () => {
    const { terminal, err } = capture(false, true);
    terminal.progress('a line that is longer than the terminal is wide');
    terminal.note('done');
    expect(err()).toBe('\r\x1b[2Ka line that is long\r\x1b[2Kdone\n');
  });
});
