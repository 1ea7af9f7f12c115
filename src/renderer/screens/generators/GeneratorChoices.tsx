// The choices of a generator: tokens, keys, cell, input.
// Its numbers are fields: generatorFields.

import { keyHandlings, recurrentCells } from '../../../shared/contract/generators';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import { cellTitles } from '../../../shared/music/describeNetwork';
import { ChoiceSetting } from '../../learning/ChoiceSetting';
import { keyNames, tokenNames } from './generatorWords';

export interface GeneratorChoiceProps {
  readonly settings: GeneratorConfig;
  readonly onChange: (settings: GeneratorConfig) => void;
  /** What the settings are compared with. */
  readonly preset: GeneratorConfig | null;
}

const tokenChoices = (['melody', 'frames'] as const).map((value) => ({ value, label: tokenNames[value] }));

export function TokensChoice({ settings, onChange, preset }: GeneratorChoiceProps) {
  return (
    <ChoiceSetting
      label="Tokens"
      hint="What a tune is spelled in. Melody: one voice as pitches and durations, the top line of tunes with chords. Frames: everything that sounds, step by step, for chords and several voices."
      choices={tokenChoices}
      value={settings.tokens}
      usual={preset?.tokens}
      onChoose={(tokens) => onChange({ ...settings, tokens })}
    />
  );
}

const keyChoices = keyHandlings.map((value) => ({ value, label: keyNames[value] }));

export function KeysChoice({ settings, onChange, preset }: GeneratorChoiceProps) {
  return (
    <ChoiceSetting
      label="Keys"
      hint="As written: in the keys of the tunes. Random every epoch: each tune is moved to a new key every time, as if there were twelve times as many. One key: all moved to one tonic, quickest to learn, and it writes in that key only."
      choices={keyChoices}
      value={settings.keys}
      usual={preset?.keys}
      onChoose={(keys) => onChange({ ...settings, keys })}
    />
  );
}

const cellChoices = recurrentCells.map((value) => ({ value, label: cellTitles[value] }));

export function CellChoice({ settings, onChange, preset }: GeneratorChoiceProps) {
  return (
    <ChoiceSetting
      label="Cell"
      hint="LSTM: gates and a memory cell, remembers longest. GRU: fewer gates, a quarter fewer weights. SimpleRNN: no gates, to see why they were invented."
      choices={cellChoices}
      value={settings.cell}
      usual={preset?.cell}
      onChoose={(cell) => onChange({ ...settings, cell })}
    />
  );
}

const inputChoices = [
  { value: 'embedding', label: 'embedding' },
  { value: 'one-hot', label: 'one-hot' },
] as const;

/** Size of an embedding that was off. */
const EMBEDDING = 64;
const inputOf = ({ embedding }: GeneratorConfig) => (embedding === 0 ? 'one-hot' : 'embedding');

export function InputChoice({ settings, onChange, preset }: GeneratorChoiceProps) {
  return (
    <ChoiceSetting
      label="Input"
      hint="How a token enters. Embedding: as a short list of learned numbers. One-hot: as one 1 among zeros, with nothing to learn in between."
      choices={inputChoices}
      value={inputOf(settings)}
      usual={preset ? inputOf(preset) : undefined}
      onChoose={(input) => {
        const size = settings.embedding || preset?.embedding || EMBEDDING;
        onChange({ ...settings, embedding: input === 'one-hot' ? 0 : size });
      }}
    />
  );
}
