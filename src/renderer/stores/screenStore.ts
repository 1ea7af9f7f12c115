// Keeps a screen's store while the project stays open, so that leaving the screen and coming back loses nothing.
// Another project gets a new store; the old one is told to let go of what it holds.

import type { Lab } from '../lab';
import { useLab } from '../lab';
import { useApp } from './useApp';

/** Makes the hook of a screen: `const useWords = screenStoreHook(createWordsStore)`. */
export function screenStoreHook<Made extends object>(make: (lab: Lab) => Made): () => Made {
  const kept = new WeakMap<Lab, { readonly projectId: string; readonly made: Made }>();
  return () => {
    const lab = useLab();
    const projectId = useApp((state) => state.project?.id ?? '');
    const known = kept.get(lab);
    if (known?.projectId === projectId) return known.made;
    if (known) disposeOf(known.made);
    const made = make(lab);
    kept.set(lab, { projectId, made });
    return made;
  };
}

function disposeOf(made: { readonly dispose?: () => void }): void {
  made.dispose?.();
}
