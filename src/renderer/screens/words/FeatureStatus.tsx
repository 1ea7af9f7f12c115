// How many clips have their features computed, and the button that computes the rest.
// Nothing has to be computed by hand: training does it too; this shows how long it takes and lets one stop it.

import { Button, Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLab } from '../../lab';
import { useApp, useAppActions } from '../../stores/useApp';
import { prepareFeatures } from '../../stores/prepareFeatures';

const PURPOSE =
  'MFCCs of every clip for this configuration. Training computes what is missing; doing it now makes its start quicker.';

export function FeatureStatus() {
  const lab = useLab();
  const actions = useAppActions();
  const project = useApp((state) => state.project);
  const clips = useApp((state) => state.clips);
  const working = useApp((state) => state.jobs.length > 0);
  const missing = useMissing();
  if (project === null || clips.length === 0 || missing === null) return null;
  return (
    <Tooltip label={PURPOSE} position="right">
      <Text size="sm" mt="sm" px={8} component="div">
        Features
        <Text span size="sm" c="dimmed" display="block">
          {missing === 0
            ? 'all computed'
            : `${(clips.length - missing).toLocaleString()} of ${clips.length.toLocaleString()} computed`}
        </Text>
        {missing > 0 && (
          <Button
            mt={6}
            size="compact-sm"
            variant="light"
            disabled={working}
            onClick={() => void actions.attempt(() => prepareFeatures(lab))}
          >
            Compute features
          </Button>
        )}
      </Text>
    </Tooltip>
  );
}

/** Clips without features, asked again when clips, configuration or jobs change. */
function useMissing(): number | null {
  const { services } = useLab();
  const projectId = useApp((state) => state.project?.id ?? '');
  const features = useApp((state) => state.project?.features);
  const clips = useApp((state) => state.clips);
  const jobs = useApp((state) => state.jobs.length);
  const [missing, setMissing] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      services.features.missing({ projectId }).then(
        (ids) => wanted && setMissing(ids.length),
        () => wanted && setMissing(null),
      );
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [services, projectId, features, clips, jobs]);
  return missing;
}
