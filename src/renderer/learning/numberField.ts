// A number of a configuration as a field: its words, its range, and where it lies.
// Not a form: the screens lay fields out, NumberSetting shows one.

export interface NumberField<Settings> {
  readonly label: string;
  /** What it does and when to change it, in the field's words. */
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly whole: boolean;
  readonly suffix: string;
  /** Null where the setting is off. */
  read(settings: Settings): number | null;
  write(settings: Settings, value: number | null): Settings;
  /** What an empty field means, e.g. `no limit`; null where it must be filled. */
  readonly empty: string | null;
  /** False while another setting makes it moot. */
  readonly active?: (settings: Settings) => boolean;
}

export type FieldRange = Pick<NumberField<unknown>, 'min' | 'max' | 'step'> & {
  readonly suffix?: string;
  readonly whole?: boolean;
};

/** The words and range of a field, with what is usual filled in. */
export const rangedField = (label: string, hint: string, range: FieldRange) => ({
  label,
  hint,
  suffix: '',
  whole: Number.isInteger(range.step),
  empty: null,
  ...range,
});

/** A number directly in the configuration. */
export function plainField<Settings extends Readonly<Record<Key, number>>, Key extends string>(
  key: Key,
  label: string,
  range: FieldRange,
  hint: string,
): NumberField<Settings> {
  return {
    ...rangedField(label, hint, range),
    read: (settings) => settings[key],
    write: (settings, value) => (value === null ? settings : { ...settings, [key]: value }),
  };
}

/** A number that may be left out. */
export function optionalField<Settings extends Readonly<Record<Key, number | null>>, Key extends string>(
  key: Key,
  label: string,
  empty: string,
  range: FieldRange,
  hint: string,
): NumberField<Settings> {
  return {
    ...rangedField(label, hint, range),
    empty,
    read: (settings) => settings[key],
    write: (settings, value) => ({ ...settings, [key]: value }),
  };
}

type Bounds = Pick<NumberField<never>, 'min' | 'max' | 'whole'>;

/** Whether what was typed is a value of the field as it stands. */
export function isInside(field: Bounds, typed: number | string): boolean {
  return typed !== '' && acceptNumber(field, typed) === Number(typed);
}

/** The value a field takes for what was typed: inside its range, whole where it must be; null for nothing. */
export function acceptNumber(field: Bounds, typed: number | string): number | null {
  const value = typeof typed === 'number' ? typed : Number.parseFloat(typed);
  if (!Number.isFinite(value)) return null;
  const inside = Math.min(field.max, Math.max(field.min, value));
  return field.whole ? Math.round(inside) : inside;
}
