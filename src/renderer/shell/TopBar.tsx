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

export function TopBar({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const isSample = useApp((state) => state.project?.sample ?? false);
  return (
    <header className={classes.top}>
      <ProjectMenu />
      {isSample && (
        <Tooltip label="The clips of this project were made by a speech synthesiser, not by people.">
          <Badge variant="light" color="gray" tt="none" fw={500} style={{ flex: 'none' }}>
            synthetic voices
          </Badge>
        </Tooltip>
      )}
      <div className={classes.spring}>
        <JobPills />
      </div>
      <MicrophoneMenu />
      <EngineStatus />
      <Tooltip label="Keys (?)">
        <ActionIcon aria-label="Show the keys" onClick={onShowKeys} size="lg">
          <IconKeyboard size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
