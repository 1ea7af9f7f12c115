// The project's name and, behind it, all projects by kind: open, make, rename, delete, the sample projects.
// Not a file dialog: projects lie in the library, Settings names the folder.

import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp } from '../stores/useApp';
import { DeleteProject } from './DeleteProject';
import { NewProject } from './NewProject';
import type { ProjectDialog } from './ProjectMenuItems';
import { ProjectMenuItems } from './ProjectMenuItems';
import { RenameProject } from './RenameProject';
import classes from './Shell.module.css';

export function ProjectMenu() {
  const project = useApp((state) => state.project);
  const [dialog, setDialog] = useState<ProjectDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-start" width={340}>
        <Menu.Target>
          <UnstyledButton className={classes.pill} aria-label={`Project: ${project?.name ?? 'none'}`}>
            <span className={classes.ellipsis} style={{ fontWeight: 600, fontSize: 15 }}>
              {project?.name ?? 'No project'}
            </span>
            <IconChevronDown size={16} aria-hidden style={{ flex: 'none' }} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah={520} style={{ overflowY: 'auto' }}>
          <ProjectMenuItems onDialog={setDialog} />
        </Menu.Dropdown>
      </Menu>
      <NewProject opened={dialog === 'new'} kind={project?.kind ?? 'speech'} onClose={close} />
      <RenameProject opened={dialog === 'rename'} onClose={close} />
      <DeleteProject opened={dialog === 'delete'} onClose={close} />
    </>
  );
}
