// The left half of Train: what would be trained, on which tunes, how; and the start.
// Connects the stores to the parts; every part only takes props.

import { Skeleton } from '@mantine/core';
import { useStore } from 'zustand';
import { describeNetwork } from '../../../shared/music/describeNetwork';
import { NumberSetting } from '../../learning/NumberSetting';
import { PresetList } from '../../learning/PresetList';
import classes from '../../learning/Setup.module.css';
import { StartFooter } from '../../learning/StartFooter';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { GeneratorSettings } from './GeneratorSettings';
import { PresetChanges } from './PresetChanges';
import { TunePlan } from './TunePlan';
import { simpleFields } from './generatorFields';
import { skippedTunes, whyNotStart } from './generatorSelectors';
import { changesOf, planWords } from './generatorWords';
import type { GeneratorsState, GeneratorsStore } from './generatorsStore';

export function GeneratorSetup({ store }: { readonly store: GeneratorsStore }) {
  const state = useStore(store);
  const tunes = useApp((app) => app.tunes);
  const training = useApp((app) => app.training);
  const { settings, planError, starting, actions } = state;
  const plan = tunes.length === 0 ? null : state.plan;
  const reason = whyNotStart({ ready: settings !== null, tunes: tunes.length, plan, planError, training });
  useShortcuts('Train', [
    {
      keys: 'Ctrl+Enter',
      title: 'Start training',
      run: () => void actions.start(),
      enabled: reason === null,
    },
  ]);
  return (
    <section className={classes.setup} aria-label="Settings of the next run">
      <div className={classes.scroll}>
        {settings === null ? (
          <Skeleton h={280} radius="md" />
        ) : (
          <>
            <Presets state={state} />
            {plan !== null && (
              <TunePlan counts={plan.counts} skipped={skippedTunes(plan, tunes)} stale={state.planning} />
            )}
            <Settings state={state} />
          </>
        )}
      </div>
      <StartFooter
        messages={plan}
        summary={plan === null ? '' : planWords(plan)}
        stale={state.planning}
        reason={reason}
        starting={starting}
        onStart={() => void actions.start()}
      />
    </section>
  );
}

interface PartProps {
  readonly state: GeneratorsState;
}

const presetOf = ({ presets, presetName }: GeneratorsState) =>
  presets.find((one) => one.name === presetName) ?? null;

/** The presets; the chosen one tells the layers that the settings make of it. */
function Presets({ state }: PartProps) {
  const { presets, settings, plan, actions } = state;
  const chosen = presetOf(state);
  const shown = presets.map((one) =>
    one === chosen && settings !== null ? { ...one, layers: describeNetwork(settings) } : one,
  );
  return (
    <PresetList
      heading="Generator"
      presets={shown}
      chosen={chosen?.name ?? null}
      parameters={plan?.parameters ?? null}
      onChoose={actions.choosePreset}
    >
      {chosen !== null && settings !== null && (
        <PresetChanges
          changes={changesOf(chosen, settings)}
          onReset={() => actions.choosePreset(chosen.name)}
        />
      )}
    </PresetList>
  );
}

function Settings({ state }: PartProps) {
  const backends = useApp((app) => app.system?.backends ?? noBackends);
  const { settings, actions } = state;
  if (settings === null) return null;
  const shared = { settings, onChange: actions.setSettings, preset: presetOf(state)?.config ?? null };
  return (
    <>
      <div className={classes.three}>
        {simpleFields.map((field) => (
          <NumberSetting key={field.label} field={field} {...shared} />
        ))}
      </div>
      <GeneratorSettings backends={backends} {...shared} />
    </>
  );
}

const noBackends = [] as const;
