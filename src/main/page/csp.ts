// The page's content security policy and the headers that go with it, for both hosts.
// Not sent in development, where the bundler's own scripts must run.

/** Directives with their reasons; what is not named falls back to `default-src 'none'`. */
const directives: readonly (readonly [name: string, sources: string, reason: string])[] = [
  ['default-src', "'none'", 'what nobody thought of is not loaded'],
  [
    'script-src',
    "'self' 'wasm-unsafe-eval'",
    'the built files only: no inline scripts, no eval; worklets count as scripts; the decoder of SF3 sound fonts is WebAssembly',
  ],
  ['worker-src', "'self' blob:", 'the feature worker; players make workers of blobs'],
  [
    'style-src',
    "'self' 'unsafe-inline'",
    'components and the waveform set sizes and colours through style attributes',
  ],
  ['img-src', "'self' data: blob:", 'icons drawn by the style sheets; pictures made of canvases'],
  ['font-src', "'self'", 'built fonts'],
  ['media-src', "'self' blob:", 'clips are played from memory'],
  ['manifest-src', "'self'", ''],
  ['base-uri', "'none'", 'no base element may turn relative addresses elsewhere'],
  ['form-action', "'none'", 'the page has no forms that are sent'],
  ['frame-ancestors', "'none'", 'nobody frames the page'],
  ['object-src', "'none'", ''],
];

/**
 * The policy.
 * @param connect what the page may connect to beside its own origin, e.g. `ws://127.0.0.1:4321`
 */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  const policy = directives.map(([name, sources]) => `${name} ${sources}`);
  return [...policy, ['connect-src', "'self'", ...connect].join(' ')].join('; ');
}

/**
 * All headers a file of the page is sent with, except its own type and length.
 * Opener, embedder and resource policies keep other sites' pages in other processes; nothing here needs them closer.
 */
export function securityHeaders(connect: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), midi=()',
    'x-frame-options': 'DENY',
  };
}
