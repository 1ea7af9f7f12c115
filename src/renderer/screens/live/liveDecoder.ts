// The decoder settings of the Live screen: the model's, or those the person tuned for this run.
// Not the decoder: the engine decodes, this only tells it how.

import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { DecoderConfig } from '../../../shared/contract/live';
import { keepDecoder, tunedDecoder } from './decoderMemory';
import type { LiveActions, LiveLab, LiveStore } from './liveState';

/** A slider moves often; the engine hears of it this much later, ms. */
const CONFIGURE_DELAY_MS = 80;

/** What a run would be listened with. */
export function decoderFor(runId: string | null): {
  readonly decoder: DecoderConfig;
  readonly tuned: boolean;
} {
  const tuned = runId === null ? null : tunedDecoder(runId);
  return { decoder: tuned ?? defaultDecoderConfig, tuned: tuned !== null };
}

export function createDecoderActions(
  store: LiveStore,
  { services }: Pick<LiveLab, 'services'>,
): Pick<LiveActions, 'prepare' | 'setDecoder' | 'resetDecoder'> {
  const { getState: get, setState: set } = store;
  let runId: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const configure = () => {
    const { session, phase, decoder } = get();
    if (session === null || phase !== 'listening') return;
    services.live.configure({ sessionId: session.sessionId, decoder }).catch((error: unknown) => {
      set({ problem: error instanceof Error ? error.message : String(error) });
    });
  };
  const tellSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(configure, CONFIGURE_DELAY_MS);
  };

  return {
    prepare: (id) => {
      if (id === runId) return;
      runId = id;
      set({ ...decoderFor(runId) });
    },
    setDecoder: (decoder) => {
      set({ decoder, tuned: true });
      if (runId !== null) keepDecoder(runId, decoder);
      tellSoon();
    },
    resetDecoder: () => {
      if (runId !== null) keepDecoder(runId, null);
      set(decoderFor(runId));
      tellSoon();
    },
  };
}
