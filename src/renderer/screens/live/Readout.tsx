// What listening costs and how late it is, as measured on this stream.
// The measuring: liveMeter.

import type { LiveSession } from '../../../shared/contract/live';
import { formatMs, formatPercent } from '../../charts/format';
import { Figure } from '../../learning/Figure';
import classes from './Live.module.css';
import type { LiveReadout } from './liveMeter';

export interface ReadoutProps {
  readonly readout: LiveReadout;
  readonly session: LiveSession | null;
}

export function Readout({ readout, session }: ReadoutProps) {
  const hop = session === null ? null : session.features.hopLength / session.features.sampleRate;
  const stride = session === null || hop === null ? null : session.strideFrames * hop * 1000;
  const window =
    session === null || hop === null ? '' : ` Each sees ${(session.windowFrames * hop).toFixed(2)} s.`;
  const busy = stride === null || readout.inferenceMs === null ? null : readout.inferenceMs / stride;
  const load = busy === null ? '' : `: busy ${formatPercent(busy)} of the time`;
  return (
    <dl className={classes.readout} aria-label="Read-out">
      <Figure
        name="Frame hop"
        value={formatMs(hop === null ? null : hop * 1000)}
        hint="From one frame of features to the next."
      />
      <Figure
        name="Stride"
        value={formatMs(stride)}
        hint={`From one look of the model to the next.${window}`}
      />
      <Figure
        name="Looks"
        value={readout.looksPerSecond === null ? '–' : `${readout.looksPerSecond.toFixed(1)} /s`}
        hint="How often the model really looks, per second of sound."
      />
      <Figure
        name="Model"
        value={formatMs(readout.inferenceMs)}
        hint={`Time of the model for one look, median${load}.`}
      />
      <Figure
        name="Latency"
        value={formatMs(readout.latencyMs)}
        hint={`From the arrival of the sound in this page to its posterior on the screen: median of the last looks, slowest ${formatMs(readout.latencyMaxMs)}.`}
      />
      <Figure
        name="Behind"
        value={formatMs(readout.latencyMs === null ? null : readout.lagSeconds * 1000)}
        hint="How far the newest posterior is behind the sound that has come in."
      />
      <Figure
        name="Dropped"
        value={String(readout.droppedFrames)}
        hint="Frames given up because the engine could not keep up."
      />
    </dl>
  );
}
