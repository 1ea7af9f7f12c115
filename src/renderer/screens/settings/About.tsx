// Version, host and machine, for a person who reports something.
// Nothing here leaves the computer by itself.

import { Text } from '@mantine/core';
import { useApp } from '../../stores/useApp';
import { Section } from './Section';
import { Tally } from './Tally';

export function About() {
  const system = useApp((state) => state.system);
  return (
    <Section title="About">
      <Text size="sm">
        Earshot is a desktop lab for sound: record or load words, see them, train a recognizer of your own and
        use it. Everything stays on this computer; it works without a network, an account or a key.
      </Text>
      {system !== null && (
        <Tally
          rows={[
            ['Version', system.version],
            ['Runs in', `${system.host} host on ${system.platform}, ${system.cores} cores`],
            ['Engine', `Node ${system.node}`],
          ]}
        />
      )}
      <Text size="sm" c="dimmed">
        MIT licence.
      </Text>
    </Section>
  );
}
