// What the names of sound files say: who speaks, and for Free Spoken Digit which word.
// Not about folders: see planImport.

/** `5170b77f_nohash_4.wav`; `_unknown_` folders often put the word first: `backward_5170b77f_nohash_4.wav`. */
const SPEECH_COMMANDS = /^(.+?)_nohash_.*$/s;
const WORD_THEN_SPEAKER = /^\p{L}+_([0-9a-f]{8})$/u;
/** Free Spoken Digit: `7_jackson_32.wav`. */
const FREE_SPOKEN_DIGIT = /^(\d)_(.+)_(\d+)$/s;

/** The last part of a path, whichever separator it has. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * Who speaks, told from the file's name: what stands before `_nohash_` (without a leading word, as in
 * `backward_5170b77f_nohash_4.wav`), the middle of `{digit}_{speaker}_{n}.wav`, else the whole stem, so that a
 * file of unknown origin counts as a speaker of its own.
 * @param fileName a name or path, with any separators
 */
export function speakerOf(fileName: string): string {
  const stem = stemOf(fileName);
  const before = SPEECH_COMMANDS.exec(stem)?.[1];
  if (before !== undefined) return WORD_THEN_SPEAKER.exec(before)?.[1] ?? before;
  return FREE_SPOKEN_DIGIT.exec(stem)?.[2] ?? stem;
}

/**
 * The word in a Free Spoken Digit name.
 * @returns '0' to '9', or null where the name is another one
 */
export function spokenDigitOf(fileName: string): string | null {
  return FREE_SPOKEN_DIGIT.exec(stemOf(fileName))?.[1] ?? null;
}
