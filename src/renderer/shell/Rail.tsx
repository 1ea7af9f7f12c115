// The rail on the left: the screens of Speech and of Music, Settings at the foot.
// Links, not buttons: they can be opened, copied and walked through with Tab.

import { Tooltip } from '@mantine/core';
import { useApp } from '../stores/useApp';
import type { ScreenName } from './route';
import { hrefOf } from './route';
import type { ScreenEntry } from './screens';
import { screenGroups, settingsScreen } from './screens';
import classes from './Shell.module.css';

export function Rail({ current }: { readonly current: ScreenName }) {
  const kind = useApp((state) => state.project?.kind ?? 'speech');
  return (
    <nav className={classes.rail} aria-label="Screens">
      <div className={classes.brand}>
        <Mark />
        Earshot
      </div>
      {screenGroups.map((group) => (
        <div key={group.kind} className={classes.railGroup} data-active={group.kind === kind || undefined}>
          <div className={classes.group} id={`rail-${group.kind}`}>
            {group.title}
          </div>
          <ul className={classes.list} aria-labelledby={`rail-${group.kind}`}>
            {group.screens.map((entry) => (
              <RailLink key={entry.screen} entry={entry} current={current} />
            ))}
          </ul>
        </div>
      ))}
      <ul className={`${classes.list} ${classes.foot}`}>
        <RailLink entry={settingsScreen} current={current} />
      </ul>
    </nav>
  );
}

function RailLink({ entry, current }: { readonly entry: ScreenEntry; readonly current: ScreenName }) {
  const { screen, title, purpose, Icon } = entry;
  return (
    <li>
      <Tooltip label={purpose} position="right">
        <a
          className={classes.link}
          href={hrefOf(screen)}
          aria-current={screen === current ? 'page' : undefined}
        >
          <Icon size={22} stroke={1.6} aria-hidden />
          {title}
        </a>
      </Tooltip>
    </li>
  );
}

/** An ear's worth of waves: the same drawing as public/icon.svg. */
function Mark() {
  return (
    <svg
      width={26}
      height={26}
      viewBox="0 0 32 32"
      fill="none"
      strokeWidth={3}
      strokeLinecap="round"
      aria-hidden
    >
      <g stroke="var(--mantine-primary-color-filled)">
        <circle cx={10} cy={16} r={2.5} fill="var(--mantine-primary-color-filled)" stroke="none" />
        <path d="M15 10.5a8 8 0 0 1 0 11" />
        <path d="M19.5 6a14.5 14.5 0 0 1 0 20" />
        <path d="M24 2.5a20 20 0 0 1 0 27" opacity={0.45} />
      </g>
    </svg>
  );
}
