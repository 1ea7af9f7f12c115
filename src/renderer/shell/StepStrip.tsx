// The strip of steps above a sample project: what is done, what is next, and then one's own words or tunes.
// A guide, not a wizard: every screen can be opened at any time, and the strip can be closed.

import { Button, CloseButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ProjectKind } from '../../shared/contract/projects';
import { useLab } from '../lab';
import { stepsOf } from '../stores/firstSteps';
import type { Step, StepName } from '../stores/firstSteps';
import { useApp } from '../stores/useApp';
import { NewProject } from './NewProject';
import type { ScreenName } from './route';
import { hrefOf } from './route';
import classes from './StepStrip.module.css';

const texts: Readonly<Record<StepName, { readonly title: string; readonly what: string }>> = {
  words: { title: 'Words', what: 'Hear the clips' },
  train: { title: 'Train', what: 'Watch a model learn' },
  test: { title: 'Test', what: 'See where it errs' },
  live: { title: 'Live', what: 'Speak to it' },
  tunes: { title: 'Tunes', what: 'Hear some' },
  generators: { title: 'Train', what: 'Watch a generator learn' },
  compose: { title: 'Compose', what: 'Let it write' },
};

export function StepStrip({ current }: { readonly current: ScreenName }) {
  const steps = useFirstSteps(current);
  const isSample = useApp((state) => state.project?.sample ?? false);
  const [creating, setCreating] = useState(false);
  if (!isSample || steps === null) return null;
  const allDone = steps.list.every((step) => step.done);
  return (
    <section className={classes.strip} aria-label="First steps">
      <ol className={classes.steps}>
        {steps.list.map((step, index) => (
          <StepLink key={step.name} step={step} number={index + 1} current={step.name === current} />
        ))}
      </ol>
      <Button
        size="compact-md"
        variant={allDone ? 'filled' : 'subtle'}
        onClick={() => setCreating(true)}
        style={{ flex: 'none' }}
      >
        {steps.kind === 'music' ? 'Bring your own tunes' : 'Record your own words'}
      </Button>
      <CloseButton aria-label="Close the first steps" onClick={steps.hide} />
      <NewProject opened={creating} kind={steps.kind} onClose={() => setCreating(false)} />
    </section>
  );
}

function StepLink({
  step,
  number,
  current,
}: {
  readonly step: Step;
  readonly number: number;
  readonly current: boolean;
}) {
  const { title, what } = texts[step.name];
  const state = step.done ? 'done' : step.next ? 'next' : 'later';
  return (
    <li className={classes.item}>
      <a
        className={classes.step}
        href={hrefOf(step.name)}
        data-state={state}
        aria-current={current ? 'step' : undefined}
      >
        <span className={classes.number} aria-hidden>
          {step.done ? <IconCheck size={14} stroke={3} /> : number}
        </span>
        <span>
          <b>{title}</b> <span className={classes.what}>{what}</span>
          <span className={classes.hiddenText}>{step.done ? ', done' : step.next ? ', next' : ''}</span>
        </span>
      </a>
    </li>
  );
}

interface ShownSteps {
  readonly kind: ProjectKind;
  readonly list: readonly Step[];
  readonly hide: () => void;
}

/** The steps as they stand, marked by what the person does; null once the strip of this kind is closed. */
function useFirstSteps(current: ScreenName): ShownSteps | null {
  const { firstSteps } = useLab();
  const state = useStore(firstSteps.store);
  const kind = useApp((app) => app.project?.kind ?? 'speech');
  const runs = useApp((app) => (app.project?.kind === 'music' ? app.generatorRuns : app.runs));
  useMarks(current);
  const hiddenBy = kind === 'music' ? 'hiddenMusic' : 'hidden';
  if (state[hiddenBy]) return null;
  return { kind, list: stepsOf(kind, state, runs), hide: () => firstSteps.mark(hiddenBy) };
}

/** Hearing and speaking are seen here; that a tune was written is marked by Compose. */
function useMarks(current: ScreenName): void {
  const { firstSteps, player, microphone, scorePlayer } = useLab();
  const hears = useStore(player.store, ({ playing }) => playing !== null);
  const hearsTune = useStore(scorePlayer.store, ({ status }) => status === 'playing');
  const listens = useStore(microphone.store, ({ inUse }) => inUse !== null);
  useEffect(() => {
    if (hears) firstSteps.mark('heard');
    if (hearsTune) firstSteps.mark('heardTune');
    if (listens && current === 'live') firstSteps.mark('spoke');
  }, [hears, hearsTune, listens, current, firstSteps]);
}
