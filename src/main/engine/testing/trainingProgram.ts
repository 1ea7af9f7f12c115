// A program that opens an engine, trains and says when an epoch is done: for tests that kill it then.
// Not part of the build.

import type { TrainingConfig } from '../../../shared/contract/training';
import { createEngine } from '../createEngine';
import { toneFiles, toneLabels } from './tones';

const [home, config] = process.argv.slice(2);
const engine = await createEngine({
  home,
  host: 'command line',
  version: '0',
  assets: home,
  compute: 'inline',
});
const { projects, clips, training } = engine.services;
const { id: projectId } = await projects.create({ name: 'Tones', labels: [...toneLabels] });
await clips.importFiles({ projectId, session: 'test', files: toneFiles() });
engine.onEvent((name) => name === 'training.epoch' && process.stdout.write('epoch\n'));
await training.start({ projectId, config: JSON.parse(config) as TrainingConfig });
