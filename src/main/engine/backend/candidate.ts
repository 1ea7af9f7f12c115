// What a TensorFlow.js backend of the lab looks like to whoever chooses between them.
// Not a backend itself: each has its own file, the order stands in candidates.ts.

/** What came of looking for a backend. */
export interface BackendProbe {
  readonly available: boolean;
  /** Why it is or is not there, in words for a person. */
  readonly reason: string;
  /** Threads it computes with; 0 where it is not there. */
  readonly threads: number;
}

export interface BackendCandidate {
  /** TensorFlow.js' own name of the backend, as in `tf.setBackend`. */
  readonly name: string;
  /** Finds out whether it can be used here, registering what it needs. Leaves the backend in force alone. */
  probe(): Promise<BackendProbe>;
}

/** The probe's answer where a backend is missing. */
export const unavailable = (reason: string): BackendProbe => ({ available: false, reason, threads: 0 });
