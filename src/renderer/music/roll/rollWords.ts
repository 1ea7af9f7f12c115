// Titles of changes, for undo and for notices: `Moved 3 notes`.
// What stands on the screen about notes themselves is in noteWords.ts.

export const counted = (verb: string, notes: number) => `${verb} ${notes} ${notes === 1 ? 'note' : 'notes'}`;
