// Reads the curves of the shown run when it has ended, again when its record changes.
// A run under way is followed by the app store.

import { useEffect } from 'react';
import type { RunRecord } from '../../shared/contract/training';
import type { RunActions } from './runActions';

const none = { id: '', projectId: '', status: 'running', epochsDone: 0 } as const;

export function useCurvesOf(run: RunRecord | null, load: RunActions['loadCurves']): void {
  const { id, projectId, status, epochsDone } = run ?? none;
  useEffect(() => {
    if (id !== '') void load({ id, projectId });
  }, [id, projectId, status, epochsDone, load]);
}
