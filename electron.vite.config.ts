// One build for all hosts: Node-side programs, the sandboxed preload, the page.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: at('src/main/electron/main.ts'),
          server: at('src/main/browser/main.ts'),
          engine: at('src/main/supervisor/engineProcess.ts'),
          compute: at('src/main/engine/compute/worker.ts'),
          lab: at('src/main/cli/main.ts'),
          bench: at('src/main/bench/main.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('src/main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    // A worklet inlined as data: would be refused by the page's own content security policy.
    build: {
      outDir: at('out/renderer'),
      assetsInlineLimit: 0,
      rollupOptions: { input: at('src/renderer/index.html') },
    },
  },
});
