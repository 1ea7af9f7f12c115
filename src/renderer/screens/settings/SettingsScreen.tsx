// The Settings screen: light or dark, the engine and its backends, where the projects lie, the keys, about.
// Settings of a screen stand on that screen.

import { SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { useApp } from '../../stores/useApp';
import { About } from './About';
import { BackendTable } from './BackendTable';
import { KeyHelp } from './KeyHelp';
import { Section } from './Section';
import { SoundFontChoice } from './SoundFontChoice';
import { Tally } from './Tally';

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function SettingsScreen() {
  const system = useApp((state) => state.system);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="xl" p={20} maw={860}>
      <Title order={1}>Settings</Title>
      <Section title="Appearance">
        <SegmentedControl
          aria-label="Light or dark"
          data={schemes}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        />
      </Section>
      <Section
        title="Engine"
        text="What computes while training and listening. Train lets you choose another one for a run; otherwise the chosen one is taken."
      >
        {system === null ? (
          <Text c="dimmed">The engine has not answered yet.</Text>
        ) : (
          <BackendTable backends={system.backends} />
        )}
      </Section>
      <Section
        title="Sound of tunes"
        text="What tunes are played and rendered with: instruments the lab synthesises itself, or a sound font of yours (SF2, SF3 or DLS). It stays on this computer."
      >
        <SoundFontChoice />
      </Section>
      <Section
        title="Library"
        text="Your projects are plain folders of WAV, MIDI and ABC files that other programs can read. The variable EARSHOT_HOME names another place before Earshot starts."
      >
        <Tally
          rows={[
            ['Projects lie in', system === null ? '' : `${system.home}`],
            [
              'Deleted things',
              'go to the trash folder of their project, or of the library, until you empty it by hand',
            ],
          ]}
        />
      </Section>
      <Section title="Keys" text="The sheet of the screen you are on opens with ? at any time.">
        <KeyHelp />
      </Section>
      <About />
    </Stack>
  );
}
