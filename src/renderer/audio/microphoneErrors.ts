// Turns what browsers throw when a microphone cannot be opened into words of what to do.
// Not for microphones that open and stay silent: the level meter sees those.

import { LabError } from '../../shared/contract/errors';

const words: Readonly<Record<string, string>> = {
  NotAllowedError:
    'Earshot may not use the microphone. Allow it for this page (the icon beside the address) and in the ' +
    'system settings under Privacy, Microphone; then try again.',
  NotFoundError:
    'No microphone was found. Plug one in, or switch it on in the system settings; then try again.',
  OverconstrainedError:
    'The chosen microphone is not there any more. Choose another one in the microphone menu.',
  NotReadableError:
    'The microphone could not be started: another program may be holding it. Close that program, then try again.',
  NotSupportedError:
    'This page may not ask for a microphone. Open Earshot at 127.0.0.1 or localhost, with the link that npm start shows.',
};

/** @returns a LabError `unsupported` whose message says what to do; a LabError as it is */
export function explainMicrophoneError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  const detail = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
  const text =
    words[name] ?? `The microphone could not be opened${detail}. Choose another one, or try again.`;
  return new LabError('unsupported', text, { name });
}
