// A number with its name: a term and its description, the explanation on hover.
// Lives inside a <dl>.

import { Tooltip } from '@mantine/core';
import classes from './Results.module.css';

export interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly hint: string;
}

export function Figure({ name, value, hint }: FigureProps) {
  return (
    <Tooltip label={hint}>
      <div className={classes.figure}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    </Tooltip>
  );
}
