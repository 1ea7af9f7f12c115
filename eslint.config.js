// Lint, and with it the layer rules: which folder may import which. The type check per runtime is their other half.
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'];

/** Forbids imports whose path contains one of `folders`, and the given packages. */
const layer = (files, { folders = [], packages = [], message }) => ({
  files,
  ignores: tests,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...folders.map((folder) => ({ regex: `^\\.{1,2}/(.*/)?${folder}(/|$)`, message })),
          ...packages.map((name) => ({ regex: name, message })),
        ],
      },
    ],
  },
});

const nodeOrHost = ['^electron($|/)', '^node:', '^react', '^ws$', '^@tensorflow/', '^zustand', '^@mantine/'];

export default defineConfig(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-eval': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  layer(['src/shared/contract/**'], {
    folders: [
      'rpc',
      'dsp',
      'metrics',
      'detection',
      'data',
      'music',
      'synth',
      'soundfont',
      'main',
      'renderer',
    ],
    packages: nodeOrHost,
    message: 'The contract imports nothing but itself.',
  }),
  layer(['src/shared/{rpc,dsp,metrics,detection,data,music,synth,soundfont}/**'], {
    folders: ['main', 'renderer'],
    packages: nodeOrHost,
    message: 'src/shared runs anywhere: no Electron, Node, DOM, React or tfjs.',
  }),
  layer(['src/main/engine/**'], {
    folders: ['electron', 'browser', 'cli', 'supervisor', 'renderer'],
    packages: ['^electron($|/)', '^ws$', '^react'],
    message: 'The engine knows no host and no page.',
  }),
  layer(['src/main/{electron,browser,cli,supervisor}/**'], {
    folders: ['renderer'],
    packages: ['^react'],
    message: 'Hosts do not import the page.',
  }),
  layer(['src/renderer/**'], {
    folders: ['main'],
    packages: ['^electron($|/)', '^node:', '^ws$', '^@tensorflow/'],
    message: 'The page reaches the engine only through the contract.',
  }),
  {
    files: ['src/shared/**'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name="Math"][property.name="random"]',
          message: 'Pass a seeded random.',
        },
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Pass the clock.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Pass the clock.' },
      ],
    },
  },
);
