// What the rest of the engine needs of the backends: which there are, and choosing one.
// Not the kernels: nobody but the backends themselves calls those.

export { describeBackends, useBackend } from './chooseBackend';
