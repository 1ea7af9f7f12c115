// The secret in the link: made once per server, compared in constant time.
// Not an account: whoever has the link has the lab, for as long as this server runs.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes, 43 characters of base64url. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a token that came is ours; takes the same time whatever came. */
export function isToken(expected: string, got: string | null): boolean {
  return timingSafeEqual(digest(expected), digest(got ?? '')) && got !== null;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
