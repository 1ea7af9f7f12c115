// What has to be said beside an accuracy: leaks of speakers, clips the model learned from.
// Not the score.

import type { Evaluation } from '../../../shared/contract/evaluation';
import { plural } from '../../charts/format';
import type { Listed } from './testStore';

/** Names said before the rest is only counted. */
const NAMED = 5;

/** Whether voices of the training are in these clips too, in words. */
export function speakerWords({ split, sharedSpeakers }: Pick<Evaluation, 'split' | 'sharedSpeakers'>): {
  readonly leak: boolean;
  readonly text: string;
} {
  if (split === 'train' || split === 'all') {
    return { leak: true, text: 'These voices were heard in training: for new voices expect less.' };
  }
  if (sharedSpeakers.length === 0)
    return { leak: false, text: 'None of these voices was heard in training.' };
  const named = sharedSpeakers.slice(0, NAMED).join(', ');
  const rest = sharedSpeakers.length > NAMED ? ` and ${sharedSpeakers.length - NAMED} more` : '';
  const verb = sharedSpeakers.length === 1 ? 'is' : 'are';
  return {
    leak: true,
    text: `${plural(sharedSpeakers.length, 'speaker')} ${verb} heard in training too (${named}${rest}): the score flatters, for new voices expect less.`,
  };
}

/** What the choice of clips means; null for test clips, where there is nothing to add. */
export function splitWords(split: Evaluation['split']): string | null {
  if (split === 'train')
    return 'These are the clips it learned from: this says what it remembers, not what it understood.';
  if (split === 'validation')
    return 'The best epoch was chosen on these clips: the score leans a little to the bright side.';
  if (split === 'all') return 'Training clips are among these: test clips alone say more.';
  return null;
}

/** What is listed beside the matrix, e.g. `yes taken for no: 3 clips`. */
export function listTitle(evaluation: Evaluation | null, listed: Listed, count: number): string {
  if (evaluation === null) return 'Clips';
  if (listed.kind === 'wrong') return count === 0 ? 'No mistakes' : `All mistakes: ${plural(count, 'clip')}`;
  const { labels } = evaluation.confusion;
  const [truth, predicted] = [labels[listed.cell.row], labels[listed.cell.column]];
  const what = truth === predicted ? `${truth} recognised` : `${truth} taken for ${predicted}`;
  return `${what}: ${count === 0 ? 'no clips' : plural(count, 'clip')}`;
}
