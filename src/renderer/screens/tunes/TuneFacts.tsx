// What is known about the tune in focus: as read from its file, estimated where the file does not say.
// Only reads; a tune is changed in Compose.

import { Alert } from '@mantine/core';
import { useStore } from 'zustand';
import type { Tune, TuneOrigin } from '../../../shared/contract/tunes';
import { formatCount, plural } from '../../charts/format';
import { LabelDot } from '../../components/LabelDot';
import { partColor } from '../../music/roll/rollTheme';
import { splitOf } from './tuneList';
import { formatLength, keyWords, meterWords, rangeWords, tempoWords } from './tuneWords';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

const origins: Readonly<Record<TuneOrigin, string>> = {
  imported: 'imported',
  starter: 'comes with the lab',
  generated: 'written by a generator',
  drawn: 'drawn in Compose',
};

const splits = { train: 'training', valid: 'validation', test: 'test' } as const;

export function TuneFacts({ tune, tunes }: { readonly tune: Tune; readonly tunes: TunesStore }) {
  const score = useStore(tunes.store, ({ score: shown }) =>
    shown.phase === 'ready' && shown.tuneId === tune.id ? shown.score : null,
  );
  const split = useStore(tunes.store, (state) => splitOf(tune, state.splits));
  return (
    <>
      {tune.notices.length > 0 && (
        <Alert color="yellow" mb="sm" title="How it was read">
          {tune.notices.join(' ')}
        </Alert>
      )}
      <dl className={classes.facts}>
        <dt>Key</dt>
        <dd>{keyWords(tune, score)}</dd>
        <dt>Metre</dt>
        <dd>{meterWords(tune, score)}</dd>
        <dt>Tempo</dt>
        <dd>{tempoWords(tune, score)}</dd>
        <dt>Length</dt>
        <dd>{`${formatLength(tune.seconds)}, ${plural(tune.bars, 'bar')}`}</dd>
        <dt>Range</dt>
        <dd>{rangeWords(tune.range)}</dd>
        <dt>Notes</dt>
        <dd>{`${formatCount(tune.notes)}${tune.monophonic ? ', one voice' : ''}`}</dd>
        <dt>Split</dt>
        <dd>
          {split === null
            ? 'not decided yet'
            : `${splits[split]}${tune.listedSplit === split ? ', as its file says' : ''}`}
        </dd>
        <dt>Origin</dt>
        <dd>{origins[tune.origin]}</dd>
        {tune.source !== '' && (
          <>
            <dt>From</dt>
            <dd className={classes.wide}>{tune.source}</dd>
          </>
        )}
        <dt>File</dt>
        <dd className={classes.wide}>{tune.file}</dd>
        <dt>Parts</dt>
        <dd className={classes.wide}>
          <Parts tune={tune} />
        </dd>
      </dl>
    </>
  );
}

function Parts({ tune }: { readonly tune: Tune }) {
  return (
    <ul className={classes.parts} aria-label="Parts">
      {tune.parts.map((part, i) => (
        <li key={i} className={classes.part}>
          <LabelDot color={partColor(i)} size={10} />
          <span>{part.name || (part.drums ? 'drums' : `part ${i + 1}`)}</span>
          <span className={classes.soft}>{plural(part.notes, 'note')}</span>
        </li>
      ))}
    </ul>
  );
}
