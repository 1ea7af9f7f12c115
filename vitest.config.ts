import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/matchers.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
