// Files as one .zip, made in the page: what a download hands out.
// Not the export: the engine writes and checks the model folder.

import { zipSync } from 'fflate';

export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All entries carry this moment, so that the same files give the same bytes. */
const EPOCH = new Date('2026-01-01T00:00:00');

/**
 * @param folder the folder all files lie in when the archive is opened
 * @returns the archive; weights hardly shrink, so nothing is lost by the fastest level
 */
export function zipFiles(folder: string, files: readonly PackedFile[]): Uint8Array<ArrayBuffer> {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [`${folder}/${name}`, bytes]));
  return zipSync(entries, { level: 1, mtime: EPOCH }) as Uint8Array<ArrayBuffer>;
}

/** A name every file system takes, from the names of project and recognizer: `my-words-conv-bilstm`. */
export function archiveName(project: string, recognizer: string): string {
  const words = `${project} ${recognizer}`
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-+|-+$/g, '').slice(0, 60) || 'model';
}

/** Lets the browser save bytes as a file. */
export function download(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
