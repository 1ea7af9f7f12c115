// What every service method takes beside its one options object.

/** Options of a call that are not data: how to stop it and how to follow it. */
export interface CallOptions<Progress = never> {
  /** Aborting rejects the call with code `aborted`; work already on disk stays. */
  readonly signal?: AbortSignal;
  /** Called zero or more times before the call settles. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Progress of work over a known number of items. */
export interface ItemProgress {
  readonly done: number;
  readonly total: number;
  /** What is being worked on, for the screen. */
  readonly item?: string;
}
