import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['node_modules', 'dist', 'test-results', 'src/messages.d.ts', 'src/board/wire.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
    },
  },
  {
    // board is pure: neither the page nor the network; live knows board alone; view never the socket.
    // Its maps and sets are for looking up: what a view may read is in $state fields that are replaced.
    files: ['src/board/**'],
    rules: {
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-imports': ['error', { patterns: ['**/live/**', '**/view/**', '**/page/**'] }],
    },
  },
  {
    // Playwright reads from the pattern which fixtures a fixture needs.
    files: ['e2e/**'],
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['src/live/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['**/view/**', '**/page/**'] }] },
  },
  {
    files: ['src/view/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['**/live/**', '**/page/**'] }] },
  },
);
