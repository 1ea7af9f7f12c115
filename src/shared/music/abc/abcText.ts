// A tune book cut into tunes and lines, and the errors that name line and column.
// It knows fields and comments, not what fields or music mean.

import { LabError } from '../../contract/errors';

/** A line without its comment. `column` is where `text` begins, counted from 1. */
export interface AbcLine {
  readonly text: string;
  readonly line: number;
}

/** A tune's lines: from its X: field to the blank line behind it. */
export interface AbcTuneText {
  readonly lines: readonly AbcLine[];
}

/** Cuts of a book. */
export interface AbcBookText {
  /** Fields before the first tune: defaults for all of them. */
  readonly header: readonly AbcLine[];
  readonly tunes: readonly AbcTuneText[];
}

/** An error that names the file, the line and the column, both counted from 1. */
export function abcError(name: string, line: number, column: number, message: string): LabError {
  const place = `line ${line}, column ${column}`;
  return new LabError('bad-score', `${name}: ${place}: ${message}.`, { name, line, column });
}

/** Whether a line is a field, e.g. `K:G`. In a tune's body A to G are notes: `d:|`. */
export function isField(text: string, inBody: boolean): boolean {
  return inBody ? /^[H-Zh-z]:(?![|:])/.test(text) || /^[wW+]:/.test(text) : /^[A-Za-z+]:/.test(text);
}

/**
 * Cuts a book into tunes. Free text between tunes goes.
 * @param text lines may end in any of the three ways
 */
export function splitAbcBook(text: string): AbcBookText {
  const header: AbcLine[] = [];
  const tunes: { lines: AbcLine[] }[] = [];
  let current: { lines: AbcLine[] } | null = null;
  text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .forEach((raw, index) => {
      const line = { text: withoutComment(raw), line: index + 1 };
      if (/^X:/.test(line.text)) {
        current = { lines: [line] };
        tunes.push(current);
      } else if (raw.trim() === '') current = null;
      else if (line.text.trim() === '') return;
      else if (current) current.lines.push(line);
      else if (tunes.length === 0 && isField(line.text, false)) header.push(line);
    });
  return { header, tunes };
}

/** Comments begin with %, unless \% or inside a quoted text. Directives (%%) are comments here. */
function withoutComment(raw: string): string {
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] === '"') quoted = !quoted;
    const escaped = i > 0 && raw[i - 1] === '\\';
    if (raw[i] === '%' && !escaped && !quoted) return raw.slice(0, i).trimEnd();
  }
  return raw.trimEnd();
}
