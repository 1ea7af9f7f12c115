// File names of a project that are taken, compared without case, as many disks do.
// Not how a name is made: clipNames and tuneNames.

export interface FileNames {
  add(file: string): void;
  delete(file: string): void;
  /** Takes a path if it is free. @returns whether it was */
  claim(file: string): boolean;
}

/** Makes an empty set of names. */
export function createFileNames(): FileNames {
  const taken = new Set<string>();
  return {
    add: (file) => void taken.add(file.toLowerCase()),
    delete: (file) => void taken.delete(file.toLowerCase()),
    claim(file) {
      const key = file.toLowerCase();
      if (taken.has(key)) return false;
      taken.add(key);
      return true;
    },
  };
}
