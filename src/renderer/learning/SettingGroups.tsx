// Everything about a run that a newcomer need not touch, behind one heading; and a group of settings in it.
// Which settings: the screens say.

import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import classes from './Setup.module.css';

export function AllSettingsDisclosure({ children }: { readonly children: ReactNode }) {
  return (
    <section>
      <Disclosure id="all-settings" title="All settings">
        <div className={classes.groups}>{children}</div>
      </Disclosure>
    </section>
  );
}

export interface DisclosureProps {
  readonly id: string;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** A heading that opens what stands under it; closed at first, and nothing of it is made before it is opened. */
export function Disclosure({ id, title, children }: DisclosureProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <UnstyledButton
        className={classes.disclosure}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <IconChevronRight size={16} aria-hidden style={{ rotate: opened ? '90deg' : undefined }} />
        {title}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {opened && children}
      </Collapse>
    </>
  );
}

export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.subheading}>{title}</legend>
      <div className={classes.two}>{children}</div>
    </fieldset>
  );
}
