// Runs bench.ts with the arguments given; E2E_BINARY names the binary. See scripts/bench-page.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./bench/bench.ts', { configFile: false, logLevel: 'error' });
await module.bench(process.argv.slice(2));
