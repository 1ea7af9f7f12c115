// What the rest of the engine needs of training: plan, train, evaluate.

export { checkpointFolder } from './checkpoints';
export { duelBackends } from './duel';
export { evaluateModel } from './evaluateModel';
export { planTraining } from './planTraining';
export type { TrainingReport } from './progress';
export { outputsOf } from './selection';
export { trainRecognizer } from './trainRecognizer';
export type { TrainingFacts, TrainingHooks, TrainingJob, TrainingResult } from './trainRecognizer';
