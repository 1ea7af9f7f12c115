// Collects the files a person brings, by button or by dropping folders, with the path each has in their folder.
// Reads no contents: that happens batch by batch while importing.

export interface BroughtFile {
  /** With forward slashes, relative to what was chosen: `commands/yes/a.wav`, or just `a.wav`. */
  readonly path: string;
  readonly file: File;
}

/** Files of an <input type="file">, with or without webkitdirectory. */
export function filesOfInput(files: Iterable<File>): readonly BroughtFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Files of a drop, folders walked through to the bottom.
 * @param onFound called with how many were found so far, for the screen
 */
export async function filesOfDrop(
  data: DataTransfer,
  onFound: (count: number) => void,
): Promise<readonly BroughtFile[]> {
  // Entries must be taken before the first await: the list is emptied when the event is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = filesOfInput(data.files);
  if (entries.length === 0) return plain;
  const found: BroughtFile[] = [];
  for (const entry of entries) await walk(entry, found, onFound);
  return found;
}

async function walk(
  entry: FileSystemEntry,
  found: BroughtFile[],
  onFound: (count: number) => void,
): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    if (found.length % 50 === 0) onFound(found.length);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives at most a hundred entries at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const one of some) await walk(one, found, onFound);
  }
}
