// A sound as three pictures over one time axis: waveform, log-mel spectrogram, MFCCs; with cursor and trim.
// Only shows: where playback is and what the trim is comes in, what the person wants goes out.

import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import type { Sound } from '../../shared/contract/clips';
import type { FeatureConfig } from '../../shared/contract/features';
import type { SoundPicture as Pictures } from '../audio/featureProtocol';
import { HeatMap } from './HeatMap';
import { PlayCursor } from './PlayCursor';
import type { CursorSource } from './PlayCursor';
import classes from './SoundPicture.module.css';
import { TrimHandles } from './TrimHandles';
import { Waveform, ceilingOf } from './Waveform';
import { frequencyMarks, melHeight } from './heatMap';
import { formatMark, timeAt, timeMarks } from './timeAxis';
import type { Trim } from './timeAxis';

export interface SoundPictureProps {
  readonly sound: Sound;
  readonly pictures: Pictures | null;
  /** The configuration the pictures were made with. */
  readonly config: FeatureConfig;
  readonly color: string;
  readonly trim: Trim | null;
  readonly cursor: CursorSource;
  readonly heights: { readonly wave: number; readonly logMel: number; readonly mfcc: number };
  /** Absent where the trim cannot be changed. */
  readonly onTrim?: (trim: Trim, done: boolean) => void;
  readonly onSeek: (seconds: number) => void;
}

export function SoundPicture(props: SoundPictureProps) {
  const { sound, pictures, config, color, trim, cursor, heights, onTrim, onSeek } = props;
  const duration = sound.samples.length / sound.sampleRate;
  const { ref, width } = useElementSize();
  const ceiling = useMemo(() => ceilingOf(sound), [sound]);
  const marks = frequencyMarks(config);
  return (
    <div className={classes.picture}>
      <PictureRow name="waveform" height={heights.wave} marks={levelMarks(ceiling)}>
        <Waveform sound={sound} color={color} height={heights.wave} ceiling={ceiling} label="Waveform" />
      </PictureRow>
      <PictureRow
        name="log-mel"
        height={heights.logMel}
        marks={marks.map((hertz) => [
          melHeight(hertz, config),
          hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`,
        ])}
      >
        {pictures && (
          <HeatMap
            matrix={pictures.logMel}
            config={config}
            duration={duration}
            shading="whole"
            label="Log-mel spectrogram"
          />
        )}
      </PictureRow>
      <PictureRow name="MFCC" height={heights.mfcc} marks={coefficientMarks(config.coefficients)}>
        {pictures && (
          <HeatMap
            matrix={pictures.mfcc}
            config={config}
            duration={duration}
            shading="columns"
            label="MFCCs"
          />
        )}
      </PictureRow>
      <div className={classes.times} ref={ref} aria-hidden>
        {timeMarks(duration, width).map((time) => (
          <span
            key={time}
            data-last={time > duration * 0.97 || undefined}
            style={{ left: `${(time / duration) * 100}%` }}
          >
            {formatMark(time)}
          </span>
        ))}
      </div>
      <div
        className={classes.over}
        onClick={(event) =>
          onSeek(timeAt(event.clientX - event.currentTarget.getBoundingClientRect().left, width, duration))
        }
      >
        {trim && <TrimHandles trim={trim} duration={duration} onTrim={onTrim} />}
        <PlayCursor source={cursor} duration={duration} />
      </div>
    </div>
  );
}

function levelMarks(ceiling: number): readonly (readonly [number, string])[] {
  return [
    [0.94, `+${ceiling}`],
    [0.5, '0'],
    [0.06, `−${ceiling}`],
  ];
}

function coefficientMarks(coefficients: number): readonly (readonly [number, string])[] {
  const last = coefficients - 1;
  return [0, Math.round(last / 2), last].map((index) => [(index + 0.5) / coefficients, String(index)]);
}

/** What each picture shows: written small in its corner, explained on hover. */
const meanings = {
  waveform: 'Amplitude over time; 1 is full scale. Click to play from there, drag the handles to trim.',
  'log-mel':
    'Log-mel spectrogram: energy in bands spaced as ears hear, low ones below, on a logarithmic scale.',
  MFCC: "Mel-frequency cepstral coefficients: the shape of each frame's spectrum in a few numbers. The model sees these.",
} as const;

interface RowProps {
  readonly name: keyof typeof meanings;
  readonly height: number;
  /** Height as a share from the bottom, and what to write there. */
  readonly marks: readonly (readonly [share: number, text: string])[];
  readonly children: React.ReactNode;
}

function PictureRow({ name, height, marks, children }: RowProps) {
  return (
    <div className={classes.row} style={{ height }}>
      <div className={classes.axis} aria-hidden>
        {marks.map(([share, text]) => (
          <span key={text} style={{ bottom: `${share * 100}%` }}>
            {text}
          </span>
        ))}
      </div>
      <div className={classes.band}>
        {children}
        <span className={classes.caption} title={meanings[name]} aria-hidden>
          {name}
        </span>
      </div>
    </div>
  );
}
