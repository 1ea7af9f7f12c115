// The frame of the page: rail, top bar, banner, first steps, and the screen the address names.
// Knows no screen from inside; it only decides which one is shown.

import { useEffect, useRef, useState } from 'react';
import { useLab } from '../lab';
import { useApp } from '../stores/useApp';
import { HostBanner } from './HostBanner';
import { KeySheet } from './KeySheet';
import { Notices } from './Notices';
import { Rail } from './Rail';
import { ScreenView } from './ScreenView';
import classes from './Shell.module.css';
import { StepStrip } from './StepStrip';
import { TopBar } from './TopBar';
import { useRoute } from './route';
import { titleOf } from './screens';
import type { ScreenName } from './route';
import { listenForShortcuts, useShortcuts } from './shortcuts';
import { useProjectOfScreen } from './useProjectOfScreen';

export function Shell() {
  const { screen } = useRoute();
  const [keysShown, setKeysShown] = useState(false);
  const main = useRef<HTMLElement>(null);
  useEffect(() => listenForShortcuts(), []);
  useProjectOfScreen(screen);
  useStopSoundOnLeave(screen);
  useFocusOnScreen(screen, main);
  useTitle(screen);
  useShortcuts('Everywhere', [{ keys: '?', title: 'Show the keys', run: () => setKeysShown(true) }]);
  return (
    <div className={classes.shell}>
      <Rail current={screen} />
      <TopBar onShowKeys={() => setKeysShown(true)} />
      <HostBanner />
      <StepStrip current={screen} />
      <main className={classes.main} ref={main} tabIndex={-1}>
        <ScreenView screen={screen} />
      </main>
      <Notices />
      <KeySheet opened={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  );
}

/** Another screen has the focus at once: its keys work, and Tab goes on from its first control. */
function useFocusOnScreen(screen: string, main: React.RefObject<HTMLElement | null>): void {
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    main.current?.focus({ preventScroll: true });
  }, [screen, main]);
}

/** The window's title names screen and project: what a screen reader says first. */
function useTitle(screen: ScreenName): void {
  const project = useApp((state) => state.project?.name ?? '');
  useEffect(() => {
    document.title = [titleOf(screen), project, 'Earshot'].filter(Boolean).join(' · ');
  }, [screen, project]);
}

function useStopSoundOnLeave(screen: string): void {
  const { player, scorePlayer } = useLab();
  useEffect(
    () => () => {
      player.stop();
      scorePlayer.stop();
    },
    [screen, player, scorePlayer],
  );
}
