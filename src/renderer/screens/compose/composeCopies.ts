// The copy meter: how much of what is shown stands in the tunes the generator learned from.
// Measured by the engine a little after the last change; the comparison itself is src/shared/music.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { CopyRun } from '../../../shared/contract/generation';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { Score } from '../../../shared/contract/score';
import { countNotes, createPart } from '../../../shared/music/score';
import { excerpt, inTurn } from '../../music/roll/editSplice';
import type { ComposeContext, ComposeData } from './composeState';
import { shownScore, shownVariation } from './composeState';

export interface CopyActions {
  /** Measures what is shown, now and after every change, until told to stop. @returns how to stop */
  follow(run: GeneratorRun | null): () => void;
  /** Plays the passage here, then the one it is like. */
  hear(run: CopyRun): Promise<void>;
}

const PAUSE_MS = 700;
const nothing = { phase: 'none', report: null, problem: '' } as const;

export function createCopyActions({ store, lab }: ComposeContext): CopyActions {
  const { getState: get, setState: set } = store;
  let call: AbortController | null = null;

  const measure = async (run: GeneratorRun) => {
    const score = measuredScore(get());
    call?.abort();
    if (get().writing !== null) return;
    if (countNotes(score) < 2) return set({ copies: nothing });
    const mine = (call = new AbortController());
    set(({ copies }) => ({ copies: { ...copies, phase: 'measuring' } }));
    try {
      const options = { projectId: run.projectId, runId: run.id, score };
      const report = await lab.services.generation.measureCopies(options, { signal: mine.signal });
      if (!mine.signal.aborted) set({ copies: { phase: 'measured', report, problem: '' } });
    } catch (error) {
      const { message } = toLabErrorData(error);
      if (!mine.signal.aborted) set({ copies: { phase: 'none', report: null, problem: message } });
    }
  };

  return {
    follow: (run) => {
      if (run === null) {
        set({ copies: nothing });
        return () => undefined;
      }
      let timer = setTimeout(() => void measure(run), 0);
      const stop = store.subscribe((state, before) => {
        const isSame = shownScore(state).score === shownScore(before).score;
        if ((isSame && state.writing === before.writing) || state.trial !== null) return;
        clearTimeout(timer);
        timer = setTimeout(() => void measure(run), PAUSE_MS);
        if (state.copies.phase === 'measured') set({ copies: { ...state.copies, phase: 'measuring' } });
      });
      return () => {
        stop();
        clearTimeout(timer);
        call?.abort();
      };
    },
    hear: (run) => hearBoth({ store, lab }, run),
  };
}

/** Of a variation only what the generator wrote: what it went on from is known to be another's. */
function measuredScore(state: ComposeData): Score {
  const variation = shownVariation(state);
  if (variation === null) return shownScore(state).score;
  return { ...variation.score, parts: [createPart([...variation.fresh])] };
}

async function hearBoth({ store, lab }: Pick<ComposeContext, 'store' | 'lab'>, run: CopyRun): Promise<void> {
  const { services, app, scorePlayer } = lab;
  const tuneId = store.getState().copies.report?.tunes[run.tune]?.tuneId ?? null;
  if (tuneId === null) return;
  await app.getState().actions.attempt(async () => {
    const projectId = app.getState().project?.id ?? '';
    const [tune] = await services.tunes.scores({ projectId, tuneIds: [tuneId] });
    const { score } = shownScore(store.getState());
    const here = excerpt(score, { from: run.here.startStep, to: run.here.endStep });
    const there = excerpt(tune, { from: run.there.startStep, to: run.there.endStep });
    scorePlayer.load(inTurn(here, there), 'compose:copies');
    scorePlayer.play();
  });
}
