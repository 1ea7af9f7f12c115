// The one permission that is given, and everything that is not.
// Electron's own questions are asked in guards.ts; here only the answers.

import { describe, expect, it } from 'vitest';
import { isAllowed, permissionTable, type PermissionQuestion } from './permissions';

const microphone: PermissionQuestion = {
  permission: 'media',
  from: 'earshot://app/',
  isMainFrame: true,
  mediaTypes: ['audio'],
};

describe('isAllowed', () => {
  it('gives the page the microphone', () => {
    expect(isAllowed(microphone)).toBe(true);
    expect(isAllowed({ ...microphone, from: 'earshot://app' })).toBe(true);
  });

  it.each([[['video']], [['audio', 'video']], [[]], [['unknown']], [['screen']]])(
    'gives no %j',
    (mediaTypes) => {
      expect(isAllowed({ ...microphone, mediaTypes })).toBe(false);
    },
  );

  it.each([
    'https://evil.example/',
    'http://127.0.0.1/',
    'file:///',
    'null',
    '',
    'earshot://app.evil.example/',
    'earshot://evil/',
    'data:text/html,x',
  ])('gives nothing to %j', (from) => expect(isAllowed({ ...microphone, from })).toBe(false));

  it('gives nothing to a frame inside the page', () => {
    expect(isAllowed({ ...microphone, isMainFrame: false })).toBe(false);
  });

  it.each([
    ...Object.keys(permissionTable).filter((name) => name !== 'media'),
    'a-permission-of-2030',
    '__proto__',
    'constructor',
    '',
  ])('denies %j', (permission) => expect(isAllowed({ ...microphone, permission })).toBe(false));

  it('has a reason beside each decision', () => {
    for (const { reason } of Object.values(permissionTable)) expect(reason.length).toBeGreaterThan(5);
  });
});
