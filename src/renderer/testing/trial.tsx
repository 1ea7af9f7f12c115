// The page around fake services, for looking at it without an engine: `npx vite src/renderer`, then /testing/trial.html
// Not in any build: index.html is the only entry.

import '@mantine/core/styles.css';
import '../theme/global.css';
import { createRoot } from 'react-dom/client';
import { App } from '../App';
import { createLab } from '../createLab';
import { createFakeHost } from './fakeHost';
import { createFakeServices } from './fakeServices';

const wanted = new URLSearchParams(window.location.search);
const { services } = createFakeServices({
  emit: (name, data) => host.emit(name, data),
  learning: {
    runs: Number(wanted.get('runs') ?? 0),
    generatorRuns: Number(wanted.get('generators') ?? 0),
  },
  tunes: Number(wanted.get('tunes') ?? 45),
  first: wanted.get('first') === 'music' ? 'music' : 'speech',
  ...(wanted.has('labels') && {
    labels: Array.from({ length: Number(wanted.get('labels')) }, (_, i) => `word ${i + 1}`),
  }),
  clipsPerLabel: Number(wanted.get('clips') ?? 40),
  sample: wanted.get('sample') !== 'no',
});
const host = createFakeHost(services);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App lab={createLab(host)} />);
