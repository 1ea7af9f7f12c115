// What Compose says in words: bars of a stretch, copies, what the generator is doing.
// Notes in words: src/renderer/music/roll/noteWords.ts.

import type { CopyRun, NamedCopyReport } from '../../../shared/contract/generation';
import type { Score } from '../../../shared/contract/score';
import { barAt, barsOf } from '../../../shared/music/bars';
import type { StepRange } from '../../music/player/scorePlayer';
import { plural } from '../../charts/format';
import type { Writing } from './composeState';

/** First and last bar of a stretch, from 1. */
export function barNumbers(score: Score, { from, to }: StepRange): readonly [first: number, last: number] {
  const bars = barsOf(score, to);
  return [barAt(bars, from) + 1, barAt(bars, Math.max(from, to - 1)) + 1];
}

const barsOfPlace = ({ firstBar, lastBar }: CopyRun['here']) =>
  firstBar === lastBar ? `bar ${firstBar}` : `bars ${firstBar}–${lastBar}`;

/** The copy meter in a sentence. */
export function copyWords(report: NamedCopyReport): string {
  const { longest, tunes } = report;
  if (longest === null) return 'Shares no two notes in a row with the training tunes.';
  const { title } = tunes[longest.tune];
  const key = longest.semitones === 0 ? '' : ', in another key';
  return `${plural(longest.notes, 'note')} in a row as in “${title}”, ${barsOfPlace(longest.there)}${key}`;
}

/** Where the longest run stands in the score. */
export function copyPlace(report: NamedCopyReport): string {
  return report.longest === null ? '' : `here ${barsOfPlace(report.longest.here)}`;
}

/** What is being written, for the button's place and for those who hear the screen. */
export function writingWords(writing: Writing, number: number | null): string {
  if (writing.isStopping) return 'Stopping';
  if (writing.tokens === 0) return 'The generator is getting ready';
  const what = writing.kind === 'bars' ? 'Writing the bars anew' : `Writing variation ${number ?? 1}`;
  return `${what}: bar ${Math.min(writing.bars + 1, writing.totalBars)} of ${writing.totalBars}`;
}
