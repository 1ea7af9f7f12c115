// The seed by which a test asks fragileWorker to end in the middle of training.
// Not known outside of tests.

export const FAULT_SEED = 1001;
