// Decoder settings that were tuned for a run, kept in this browser: Live uses them again, Test exports with them.
// Not the model's own: those lie in its decoder.json.

import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { DecoderConfig } from '../../../shared/contract/live';
import { readPreference, writePreference } from '../../stores/preferences';

const keyOf = (runId: string) => `decoder.${runId}`;

/** @returns the tuned settings; null where there are none or they cannot be read */
export function tunedDecoder(runId: string): DecoderConfig | null {
  try {
    const kept: unknown = JSON.parse(readPreference(keyOf(runId), ''));
    return isDecoder(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** @param decoder null forgets them */
export function keepDecoder(runId: string, decoder: DecoderConfig | null): void {
  writePreference(keyOf(runId), decoder === null ? '' : JSON.stringify(decoder));
}

function isDecoder(value: unknown): value is DecoderConfig {
  if (typeof value !== 'object' || value === null) return false;
  const numbers = value as Record<string, unknown>;
  return Object.keys(defaultDecoderConfig).every((key) => Number.isFinite(numbers[key]));
}
