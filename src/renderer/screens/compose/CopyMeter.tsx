// How much of what is shown stands in the tunes the generator learned from, and a button that plays both.
// Measured by the engine; nothing here judges what is too much.

import { Button, Popover, Tooltip } from '@mantine/core';
import { IconCopyCheck, IconHeadphones } from '@tabler/icons-react';
import type { CopyRun, NamedCopyReport } from '../../../shared/contract/generation';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { copyPlace, copyWords } from './composeWords';

const explanation =
  'The longest run of notes that also stands in a training tune, with the same intervals and lengths, in any key. ' +
  'Short runs are common to all tunes of a style; a run of many bars is learned by heart.';

export function CopyMeter({ compose, state }: ComposePartProps) {
  const { phase, report, problem } = state.copies;
  if (report === null && problem === '') return null;
  if (phase === 'measuring' || state.writing !== null) return <Measuring />;
  return (
    <div className={classes.copies} role="region" aria-label="Copies">
      <Tooltip label={explanation}>
        <span className={classes.copiesWords}>
          <IconCopyCheck size={16} aria-hidden />
          {problem !== '' ? problem : report && copyWords(report)}
        </span>
      </Tooltip>
      {report?.longest && (
        <Place run={report.longest} report={report} compose={compose} canSelect={state.shownId === null} />
      )}
      {report?.longest && <HearButton run={report.longest} report={report} compose={compose} />}
      {report && report.runs.length > 1 && <OtherRuns report={report} compose={compose} />}
    </div>
  );
}

/** Keeps its place, so that nothing jumps while it is measured again. */
function Measuring() {
  return (
    <div className={classes.copies} role="region" aria-label="Copies" aria-busy>
      <span className={classes.copiesWords}>
        <IconCopyCheck size={16} aria-hidden />
        <span className={classes.soft}>Comparing with the training tunes</span>
      </span>
    </div>
  );
}

interface RunProps extends Pick<ComposePartProps, 'compose'> {
  readonly report: NamedCopyReport;
}

function HearButton({ run, report, compose }: RunProps & { readonly run: CopyRun }) {
  const isKnown = report.tunes[run.tune].tuneId !== null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconHeadphones size={14} aria-hidden />}
      disabled={!isKnown}
      title={isKnown ? 'This passage, then the one of the training tune' : 'That tune is not in the library.'}
      onClick={() => void compose.copies.hear(run)}
    >
      Hear both
    </Button>
  );
}

/** Where it is, and a way to see it. */
function Place({ run, report, compose, canSelect }: RunProps & PlaceProps) {
  const words = copyPlace({ ...report, longest: run });
  if (!canSelect) return <span className={classes.soft}>{words}</span>;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      title="Select these bars"
      onClick={() => compose.edit.setRange({ from: run.here.startStep, to: run.here.endStep })}
    >
      {words}
    </Button>
  );
}

interface PlaceProps {
  readonly run: CopyRun;
  readonly canSelect: boolean;
}

function OtherRuns({ report, compose }: RunProps) {
  return (
    <Popover position="top-end" width={420} withArrow>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" color="gray">
          {report.runs.length - 1} more
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.runs} aria-label="Other shared runs">
          {report.runs.slice(1).map((run) => (
            <li key={run.tune}>
              <span>{copyWords({ ...report, longest: run })}</span>
              <HearButton run={run} report={report} compose={compose} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
