// Keeps the screen and the open project of one kind: going to a Music screen opens a music project, and opening a
// project goes to a screen of its kind. Which of the two moved decides which of the two follows.

import { useEffect, useRef } from 'react';
import type { ProjectKind } from '../../shared/contract/projects';
import { useApp, useAppActions } from '../stores/useApp';
import type { ScreenName } from './route';
import { navigate, parseRoute } from './route';
import { homeOf, kindOfScreen } from './screens';

export interface Moved {
  readonly screenKind: ProjectKind | null;
  readonly projectKind: ProjectKind;
  /** Whether the person went to another screen (or came by an address that names one), not to another project. */
  readonly byScreen: boolean;
}

/** What has to follow so that screen and project are of one kind; null where they are. */
export function whatFollows({ screenKind, projectKind, byScreen }: Moved): 'project' | 'screen' | null {
  if (screenKind === null || screenKind === projectKind) return null;
  return byScreen ? 'project' : 'screen';
}

/** Before the first effect no screen was shown: an address with a screen in it counts as going there. */
const screenBefore = () => (window.location.hash.length > 2 ? '' : 'words');

export function useProjectOfScreen(screen: ScreenName): void {
  const projectKind = useApp((state) => (state.phase === 'ready' ? state.project?.kind : undefined));
  const actions = useAppActions();
  const before = useRef<string>(screenBefore());
  /** The kind of project that is being opened because of a screen: when it comes, the screen has still the say. */
  const coming = useRef<ProjectKind | null>(null);
  useEffect(() => {
    if (projectKind === undefined) return;
    const byScreen = before.current !== screen || coming.current === projectKind;
    before.current = screen;
    if (coming.current === projectKind) coming.current = null;
    const screenKind = kindOfScreen(screen);
    const follows = whatFollows({ screenKind, projectKind, byScreen });
    if (follows === 'screen') navigate(homeOf[projectKind]);
    if (follows !== 'project' || screenKind === null) return;
    coming.current = screenKind;
    void actions
      .attempt(() => actions.openKind(screenKind))
      .then((opened) => {
        if (opened) return;
        coming.current = null;
        const shown = kindOfScreen(parseRoute(window.location.hash).screen);
        if (shown === screenKind) navigate(homeOf[projectKind]);
      });
  }, [screen, projectKind, actions]);
}
