// What the page's policy allows and, above all, what it does not.
// A browser has the last word: the end-to-end stories run under this policy.

import { expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './csp';

const parse = (policy: string) =>
  Object.fromEntries(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );

it('runs built scripts only', () => {
  const policy = parse(contentSecurityPolicy());
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(policy[name]).toEqual(["'none'"]);
});

it('names no other host, no wildcard and no scheme that reaches the network', () => {
  const policy = contentSecurityPolicy(['ws://127.0.0.1:4321']);
  expect(policy).not.toMatch(/\*|https?:|'unsafe-eval/);
  expect(policy.match(/unsafe-inline/g)).toHaveLength(1);
  expect(parse(policy)['connect-src']).toEqual(["'self'", 'ws://127.0.0.1:4321']);
});

it('sends the headers that go with it', () => {
  expect(securityHeaders()).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});
