// What the project menu lists: projects of speech, projects of music, and what can be done with them.
// Opening a project of the other kind leads to a screen of that kind: see useProjectOfScreen.

import { Menu } from '@mantine/core';
import { IconCheck, IconFlask, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ProjectKind, ProjectSummary } from '../../shared/contract/projects';
import { plural } from '../charts/format';
import { useApp, useAppActions } from '../stores/useApp';

export type ProjectDialog = 'new' | 'rename' | 'delete';

const kinds: readonly { readonly kind: ProjectKind; readonly title: string; readonly sample: string }[] = [
  { kind: 'speech', title: 'Speech projects', sample: 'Sample project (synthetic voices)' },
  { kind: 'music', title: 'Music projects', sample: 'Sample project (starter tunes)' },
];

export function ProjectMenuItems({ onDialog }: { readonly onDialog: (dialog: ProjectDialog) => void }) {
  const hasProject = useApp((state) => state.project !== null);
  return (
    <>
      {kinds.map(({ kind, title }) => (
        <ProjectsOfKind key={kind} kind={kind} title={title} />
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onDialog('new')}>
        New project
      </Menu.Item>
      <Samples />
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconPencil size={16} />}
        onClick={() => onDialog('rename')}
        disabled={!hasProject}
      >
        Rename this project
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTrash size={16} />}
        onClick={() => onDialog('delete')}
        disabled={!hasProject}
        color="red"
      >
        Delete this project
      </Menu.Item>
    </>
  );
}

function ProjectsOfKind({ kind, title }: { readonly kind: ProjectKind; readonly title: string }) {
  const projects = useApp((state) => state.projects);
  const openId = useApp((state) => state.project?.id);
  const actions = useAppActions();
  const some = projects.filter((one) => one.kind === kind);
  if (some.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {some.map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<IconCheck size={16} opacity={one.id === openId ? 1 : 0} />}
          rightSection={<span style={{ color: 'var(--text-soft)' }}>{contentsOf(one)}</span>}
          onClick={() => void actions.attempt(() => actions.openProject(one.id))}
        >
          {one.name}
        </Menu.Item>
      ))}
    </>
  );
}

const contentsOf = ({ kind, clips, tunes }: ProjectSummary) =>
  kind === 'music' ? plural(tunes, 'tune') : plural(clips, 'clip');

/** The sample projects that are not open now. */
function Samples() {
  const openSample = useApp((state) => (state.project?.sample ? state.project.kind : null));
  const actions = useAppActions();
  return kinds
    .filter(({ kind }) => kind !== openSample)
    .map(({ kind, sample }) => (
      <Menu.Item
        key={kind}
        leftSection={<IconFlask size={16} />}
        onClick={() => void actions.attempt(() => actions.openSample(kind))}
      >
        {sample}
      </Menu.Item>
    ));
}
