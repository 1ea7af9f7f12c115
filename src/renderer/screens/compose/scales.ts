// Scales that a generator can be held to: names, and the pitch classes they allow.
// Not keys of scores: src/shared/music/key.ts estimates those.

export interface Scale {
  readonly name: string;
  readonly label: string;
  /** Semitones above the tonic, ascending from 0; empty allows all. */
  readonly steps: readonly number[];
}

export const scales: readonly Scale[] = [
  { name: 'any', label: 'Any notes', steps: [] },
  { name: 'major', label: 'Major', steps: [0, 2, 4, 5, 7, 9, 11] },
  { name: 'minor', label: 'Natural minor', steps: [0, 2, 3, 5, 7, 8, 10] },
  { name: 'harmonic-minor', label: 'Harmonic minor', steps: [0, 2, 3, 5, 7, 8, 11] },
  { name: 'dorian', label: 'Dorian', steps: [0, 2, 3, 5, 7, 9, 10] },
  { name: 'mixolydian', label: 'Mixolydian', steps: [0, 2, 4, 5, 7, 9, 10] },
  { name: 'major-pentatonic', label: 'Major pentatonic', steps: [0, 2, 4, 7, 9] },
  { name: 'minor-pentatonic', label: 'Minor pentatonic', steps: [0, 3, 5, 7, 10] },
  { name: 'blues', label: 'Blues', steps: [0, 3, 5, 6, 7, 10] },
];

/** Names of the pitch classes, C first. */
export const tonics = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

/**
 * The pitch classes of a scale.
 * @param tonic pitch class, 0 (C) to 11
 * @returns ascending; empty where all are allowed
 */
export function pitchClasses(name: string, tonic: number): readonly number[] {
  const scale = scales.find((one) => one.name === name) ?? scales[0];
  return scale.steps.map((step) => (step + tonic) % 12).sort((a, b) => a - b);
}
