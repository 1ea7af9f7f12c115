// The bar above every screen: the project, work under way, the microphone and the engine.
// Nothing here belongs to one screen.

import { ActionIcon, Badge, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useApp } from '../stores/useApp';
import { EngineStatus } from './EngineStatus';
import { JobPills } from './JobPills';
import { MicrophoneMenu } from './MicrophoneMenu';
import { ProjectMenu } from './ProjectMenu';
import classes from './Shell.module.css';

const samples = {
  speech: {
    name: 'synthetic voices',
    why: 'The clips of this project were made by a speech synthesiser, not by people.',
  },
  music: {
    name: 'starter book',
    why: 'The tunes of this project come with the lab, to try it with.',
  },
} as const;

export function TopBar({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const isMusic = useApp((state) => state.project?.kind === 'music');
  const sampleKind = useApp((state) => (state.project?.sample ? state.project.kind : null));
  return (
    <header className={classes.top}>
      <ProjectMenu />
      {sampleKind !== null && (
        <Tooltip label={samples[sampleKind].why}>
          <Badge variant="light" color="gray" tt="none" fw={500} style={{ flex: 'none' }}>
            {samples[sampleKind].name}
          </Badge>
        </Tooltip>
      )}
      <div className={classes.spring}>
        <JobPills />
      </div>
      {!isMusic && <MicrophoneMenu />}
      <EngineStatus />
      <Tooltip label="Keys (?)">
        <ActionIcon aria-label="Show the keys" onClick={onShowKeys} size="lg">
          <IconKeyboard size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
