// Entry of the engine's process, out/main/engine.js: the same program under Electron and under plain Node.
// Nothing else stands here: what the process does is ./engineProgram, what the engine is src/main/engine.

import { createEngine } from '../engine/createEngine';
import { runEngineProgram } from './engineProgram';

void runEngineProgram((settings) => createEngine({ ...settings, compute: 'thread' }));
