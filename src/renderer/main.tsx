// Starts the page: connects to the engine of its host and renders.
// Tests and trials start it around another connection: see testing/.

import '@mantine/core/styles.css';
import './theme/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { createLab } from './createLab';
import { connectHost } from './hosts/connect';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App lab={createLab(connectHost())} />);
