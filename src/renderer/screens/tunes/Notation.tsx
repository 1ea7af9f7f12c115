// A tune of one voice, or the melody of one with more, as notes on staves.
// Not a player and not an editor; what is too much for staves says so.

import { Alert, Loader, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Score } from '../../../shared/contract/score';
import { plural } from '../../charts/format';
import { notationOf } from './notation';
import type { NotationText } from './notation';
import classes from './Tunes.module.css';

interface NotationProps {
  readonly score: Score;
  readonly title: string;
}

export function Notation({ score, title }: NotationProps) {
  const notation = useMemo(() => safeNotation(score), [score]);
  if (notation.kind === 'none') {
    return (
      <Text c="dimmed" size="sm">
        {notation.why}
      </Text>
    );
  }
  return (
    <>
      {notation.part !== '' && (
        <Text c="dimmed" size="sm" mb={4}>
          {`Only ${notation.part}; the piano roll shows all voices.`}
        </Text>
      )}
      <Staves text={notation.text} label={`Notation of ${title}`} />
    </>
  );
}

/** A tune that ABC cannot spell is told, not thrown: the roll shows it all the same. */
function safeNotation(score: Score): NotationText {
  try {
    return notationOf(score);
  } catch (error) {
    return {
      kind: 'none',
      why: error instanceof Error ? error.message : 'It cannot be written as notation.',
    };
  }
}

/** Of abcjs's own size, which is that of a printed page held close. */
const SCALE = 0.8;
/** Width in pixels a bar wants. */
const BAR_WIDTH = 110;

function Staves({ text, label }: { readonly text: string; readonly label: string }) {
  const { ref, width } = useElementSize();
  const staves = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<{ readonly phase: 'loading' | 'drawn' } | { readonly problem: string }>({
    phase: 'loading',
  });
  const lineWidth = Math.floor(width / 40) * 40;
  useEffect(() => {
    const element = staves.current;
    if (element === null || lineWidth === 0) return;
    let wanted = true;
    const draw = async () => {
      const { renderAbc } = await import('abcjs');
      if (!wanted) return;
      const [tune] = renderAbc(element, text, {
        // The drawing is made wider than its place and then shrunk into it.
        responsive: 'resize',
        staffwidth: lineWidth / SCALE,
        paddingleft: 0,
        paddingright: 0,
        paddingtop: 0,
        foregroundColor: 'currentColor',
        wrap: {
          minSpacing: 1.4,
          maxSpacing: 2.6,
          preferredMeasuresPerLine: Math.max(2, Math.floor(lineWidth / BAR_WIDTH)),
        },
      });
      const warnings = tune?.warnings?.length ?? 0;
      setState(
        warnings > 0
          ? { problem: `${plural(warnings, 'place')} could not be drawn as written.` }
          : { phase: 'drawn' },
      );
    };
    draw().catch((error: unknown) => wanted && setState({ problem: String(error) }));
    return () => {
      wanted = false;
    };
  }, [text, lineWidth]);
  return (
    <div ref={ref}>
      {'phase' in state && state.phase === 'loading' && (
        <Loader size="sm" aria-label="Drawing the notation" />
      )}
      {'problem' in state && <Alert color="yellow">{state.problem}</Alert>}
      <div ref={staves} className={classes.notation} role="img" aria-label={label} />
    </div>
  );
}
