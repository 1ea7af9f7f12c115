// What the generator is asked for: which one, from what, how much, how freely; Generate and Stop.
// What the numbers mean stands in generateSettings.ts.

import { Alert, Button, Select } from '@mantine/core';
import { IconPlayerStop, IconSchool, IconSparkles } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';
import { runTitle } from '../../learning/runWords';
import { hrefOf } from '../../shell/route';
import type { UsableGenerator } from '../../stores/useUsableGenerator';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { writingWords } from './composeWords';
import { LimitSettings } from './LimitSettings';
import { OriginSettings } from './OriginSettings';
import { SamplingSettings } from './SamplingSettings';

interface GeneratePanelProps extends ComposePartProps {
  readonly usable: UsableGenerator;
}

export function GeneratePanel(props: GeneratePanelProps) {
  return (
    <aside className={classes.panel} aria-label="Generate">
      {props.usable.run === null ? <NoGeneratorYet /> : <Asking {...props} />}
    </aside>
  );
}

function NoGeneratorYet() {
  return (
    <EmptyState
      Icon={IconSchool}
      title="No generator yet"
      text="A generator trained on your tunes writes new ones here. Until then you can open a tune or draw notes yourself."
    >
      <Button component="a" href={hrefOf('generators')}>
        Go to Train
      </Button>
    </EmptyState>
  );
}

function Asking({ compose, state, usable }: GeneratePanelProps) {
  const { settings, problem } = state;
  const { change } = compose.write;
  return (
    <>
      <div className={classes.asking}>
        <Select
          size="xs"
          label="Generator"
          allowDeselect={false}
          data={usable.runs.map((run) => ({ value: run.id, label: runTitle(run) }))}
          value={usable.run?.id ?? null}
          onChange={(runId) => runId !== null && usable.choose(runId)}
        />
        <OriginSettings compose={compose} state={state} />
        <SamplingSettings settings={settings} onChange={change} onDice={compose.write.rollSeed} />
        <LimitSettings settings={settings} onChange={change} />
      </div>
      <div className={classes.ask}>
        {problem !== '' && (
          <Alert
            color="orange"
            role="alert"
            py={6}
            px={10}
            withCloseButton
            closeButtonLabel="Dismiss"
            onClose={() => compose.write.change({})}
          >
            {problem}
          </Alert>
        )}
        <AskButton compose={compose} state={state} usable={usable} />
      </div>
    </>
  );
}

function AskButton({ compose, state, usable }: GeneratePanelProps) {
  const { writing, variations } = state;
  if (writing === null) {
    return (
      <Button
        fullWidth
        title="Ctrl+Enter"
        leftSection={<IconSparkles size={18} aria-hidden />}
        onClick={() => usable.run && void compose.write.generate(usable.run)}
      >
        Generate
      </Button>
    );
  }
  const number = variations.find(({ id }) => id === writing.variationId)?.number ?? null;
  const share = Math.min(1, writing.bars / writing.totalBars);
  return (
    <>
      <span className={classes.soft} role="status">
        {writingWords(writing, number)}
      </span>
      <span className={classes.progress} aria-hidden>
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <Button
        fullWidth
        variant="default"
        disabled={writing.isStopping}
        leftSection={<IconPlayerStop size={17} aria-hidden />}
        onClick={compose.write.stop}
      >
        Stop
      </Button>
    </>
  );
}
