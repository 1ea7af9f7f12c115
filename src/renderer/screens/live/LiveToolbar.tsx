// Which recognizer listens to what, how loud it is, and the start.
// Props only; the screen connects it.

import { Button, FileButton, SegmentedControl, Select } from '@mantine/core';
import { IconFileMusic, IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import type { RecognizerRun } from '../../../shared/contract/training';
import { toDecibels } from '../../audio/level';
import { runTitle } from '../../learning/runWords';
import classes from './Live.module.css';
import type { LiveData, LiveSourceName } from './liveState';

export interface LiveToolbarProps {
  readonly runs: readonly RecognizerRun[];
  readonly run: RecognizerRun;
  readonly live: Pick<LiveData, 'phase' | 'source' | 'file' | 'sample' | 'level'>;
  readonly onRun: (runId: string) => void;
  readonly onSource: (source: LiveSourceName) => void;
  readonly onFile: (file: File) => void;
  readonly onToggle: () => void;
}

export function LiveToolbar(props: LiveToolbarProps) {
  const { runs, run, live, onRun, onSource, onToggle } = props;
  const idle = live.phase === 'idle';
  const sources = [
    { value: 'microphone', label: 'Microphone' },
    { value: 'file', label: 'File' },
    ...(live.sample === null ? [] : [{ value: 'sample', label: 'Sample recording' }]),
  ];
  const nothingToHear = live.source === 'file' && live.file === null;
  return (
    <div className={classes.toolbar}>
      <Select
        className={classes.runSelect}
        aria-label="Run"
        allowDeselect={false}
        disabled={!idle}
        data={runs.map((one) => ({ value: one.id, label: runTitle(one) }))}
        value={run.id}
        onChange={(runId) => runId !== null && onRun(runId)}
      />
      <SegmentedControl
        aria-label="Listen to"
        disabled={!idle}
        data={sources}
        value={live.source}
        onChange={(value) => onSource(value as LiveSourceName)}
      />
      {live.source === 'file' && <FileChoice {...props} />}
      <InputLevel level={live.level} />
      <Button
        w={176}
        ml="auto"
        variant={live.phase === 'listening' ? 'default' : 'filled'}
        loading={live.phase === 'opening'}
        disabled={idle && nothingToHear}
        title={nothingToHear ? 'Choose a WAV file first.' : 'Space'}
        leftSection={
          idle ? <IconMicrophone size={18} aria-hidden /> : <IconPlayerStop size={17} aria-hidden />
        }
        onClick={onToggle}
      >
        {idle ? 'Start listening' : 'Stop listening'}
      </Button>
    </div>
  );
}

function FileChoice({ live, onFile }: LiveToolbarProps) {
  return (
    <FileButton accept="audio/wav,audio/x-wav,.wav" onChange={(file) => file && onFile(file)}>
      {(button) => (
        <Button
          {...button}
          variant="default"
          disabled={live.phase !== 'idle'}
          leftSection={<IconFileMusic size={17} aria-hidden />}
          maw={220}
        >
          {live.file?.name ?? 'Choose a WAV file'}
        </Button>
      )}
    </FileButton>
  );
}

/** How loud what comes in is, -60 to 0 dB. */
function InputLevel({ level }: { readonly level: number }) {
  const decibels = toDecibels(level);
  return (
    <span
      className={classes.level}
      role="meter"
      aria-label="Level"
      aria-valuemin={-60}
      aria-valuemax={0}
      aria-valuenow={Math.round(decibels)}
    >
      <span style={{ transform: `scaleX(${(decibels + 60) / 60})` }} />
    </span>
  );
}
