// The project's name and, behind it, all projects: open, make, rename, delete, the sample project.
// Not a file dialog: projects lie in the library, Settings names the folder.

import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconFlask, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp, useAppActions } from '../stores/useApp';
import { DeleteProject } from './DeleteProject';
import { NewProject } from './NewProject';
import { RenameProject } from './RenameProject';
import classes from './Shell.module.css';

type Dialog = 'new' | 'rename' | 'delete' | null;

export function ProjectMenu() {
  const project = useApp((state) => state.project);
  const projects = useApp((state) => state.projects);
  const actions = useAppActions();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-start" width={320}>
        <Menu.Target>
          <UnstyledButton className={classes.pill} aria-label={`Project: ${project?.name ?? 'none'}`}>
            <span className={classes.ellipsis} style={{ fontWeight: 600, fontSize: 15 }}>
              {project?.name ?? 'No project'}
            </span>
            <IconChevronDown size={16} aria-hidden style={{ flex: 'none' }} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah={460} style={{ overflowY: 'auto' }}>
          <Menu.Label>Projects</Menu.Label>
          {projects.map((one) => (
            <Menu.Item
              key={one.id}
              leftSection={<IconCheck size={16} opacity={one.id === project?.id ? 1 : 0} />}
              rightSection={<span style={{ color: 'var(--text-soft)' }}>{`${one.clips} clips`}</span>}
              onClick={() => void actions.attempt(() => actions.openProject(one.id))}
            >
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
            New project
          </Menu.Item>
          {!project?.sample && (
            <Menu.Item
              leftSection={<IconFlask size={16} />}
              onClick={() => void actions.attempt(() => actions.openSample())}
            >
              Sample project (synthetic voices)
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            onClick={() => setDialog('rename')}
            disabled={!project}
          >
            Rename this project
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            onClick={() => setDialog('delete')}
            disabled={!project}
            color="red"
          >
            Delete this project
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NewProject opened={dialog === 'new'} onClose={close} />
      <RenameProject opened={dialog === 'rename'} onClose={close} />
      <DeleteProject opened={dialog === 'delete'} onClose={close} />
    </>
  );
}
