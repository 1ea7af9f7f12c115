// The left half of Train: what would be trained, on which words, how; and the start.
// Connects the stores to the parts; every part only takes props.

import { Skeleton } from '@mantine/core';
import { useStore } from 'zustand';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { AllSettings } from './AllSettings';
import { LabelChoice } from './LabelChoice';
import { NumberSetting } from '../../learning/NumberSetting';
import { PresetList } from '../../learning/PresetList';
import classes from '../../learning/Setup.module.css';
import { StartBar } from './StartBar';
import type { TrainStore } from './trainStore';
import { chosenLabels, trainableLabels, whyNotStart } from './trainSelectors';
import { simpleFields } from './trainingFields';

export function TrainSetup({ store }: { readonly store: TrainStore }) {
  const state = useStore(store);
  const project = useApp((app) => app.project);
  const clips = useApp((app) => app.clips);
  const training = useApp((app) => app.training);
  const colorOf = useApp((app) => app.labelColor);
  const backends = useApp((app) => app.system?.backends ?? noBackends);
  const { settings, excluded, plan, planError, actions } = state;
  const labels = trainableLabels(project, clips);
  const outputs = chosenLabels(labels, excluded).length + (settings?.silenceClass ? 1 : 0);
  const reason = whyNotStart({
    ready: settings !== null,
    clips: clips.length,
    outputs,
    plan,
    planError,
    training,
  });
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
            <PresetList
              heading="Recognizer"
              presets={state.presets}
              chosen={settings.recognizer}
              parameters={plan?.parameters ?? null}
              onChoose={actions.choosePreset}
            />
            <LabelChoice
              labels={labels}
              excluded={excluded}
              silence={settings.silenceClass}
              colorOf={colorOf}
              onToggle={actions.toggleLabel}
              onSilence={(silenceClass) => actions.setSettings({ ...settings, silenceClass })}
            />
            <div className={classes.three}>
              {simpleFields.map((field) => (
                <NumberSetting
                  key={field.label}
                  field={field}
                  settings={settings}
                  onChange={actions.setSettings}
                />
              ))}
            </div>
            <AllSettings
              settings={settings}
              backends={backends}
              onChange={actions.setSettings}
              duel={state.duel}
              duelling={state.duelling}
              onTimeBackends={() => void actions.timeBackends()}
            />
          </>
        )}
      </div>
      <StartBar
        plan={clips.length === 0 ? null : plan}
        reason={reason}
        starting={state.starting}
        onStart={() => void actions.start()}
      />
    </section>
  );
}

const noBackends = [] as const;
