// Types of the little of npm's midi-file that the tests use as the other reader.
// The package brings none.

declare module 'midi-file' {
  interface MidiNoteEvent {
    readonly type: 'noteOn' | 'noteOff';
    readonly deltaTime: number;
    readonly noteNumber: number;
    readonly velocity: number;
  }
  interface MidiOtherEvent {
    readonly type: 'other';
    readonly deltaTime: number;
  }
  export function parseMidi(bytes: Uint8Array): { readonly tracks: (MidiNoteEvent | MidiOtherEvent)[][] };
}
