// The name of a setting, with a dot where its value is not the preset's.
// The dot is for the eye; changedWords says the same in the explanation.

import classes from './Setup.module.css';

export function SettingLabel({ text, changed }: { readonly text: string; readonly changed: boolean }) {
  return (
    <>
      {text}
      {changed && <span className={classes.changed} data-changed aria-hidden />}
    </>
  );
}

/** @returns the explanation of a changed setting: what the preset has comes first */
export const changedWords = (hint: string, usual: string) => `Changed: the preset has ${usual}. ${hint}`;
