// Which opener each system has, and that the link never passes through a shell.
// No browser is opened.

import { expect, it } from 'vitest';
import { browserLink } from '../../shared/rpc/handshake';
import { openerOf } from './openBrowser';

const link = browserLink(4321, 'x'.repeat(43));

it('passes the link as one argument', () => {
  expect(openerOf('darwin', {}, link)).toEqual({ command: 'open', args: [link] });
  expect(openerOf('win32', {}, link)).toEqual({
    command: 'rundll32',
    args: ['url.dll,FileProtocolHandler', link],
  });
  expect(openerOf('linux', { DISPLAY: ':0' }, link)).toEqual({ command: 'xdg-open', args: [link] });
  expect(openerOf('freebsd', { WAYLAND_DISPLAY: 'wayland-0' }, link)?.command).toBe('xdg-open');
});

it('does not try without a screen', () => {
  expect(openerOf('linux', {}, link)).toBeNull();
  expect(openerOf('linux', { DISPLAY: '' }, link)).toBeNull();
});
