// The far end of the contract suite in a process of its own, forked by the suite.
// Not the engine's program: that is src/main/supervisor/engineProcess.ts.

import { fromProcessPort, nodeIpcPort } from '../processPort';
import { serveServices } from '../server';
import { createSuiteServices, suiteLimits, suiteSchemas } from './suiteServices';

const channel = fromProcessPort(nodeIpcPort(process));
const connection = serveServices(createSuiteServices(), suiteSchemas, channel, suiteLimits);
connection.emit('tick', { count: 1 });
channel.onClose(() => process.exit(0));
