// Checks the messages and writes src/messages.d.ts, for tools that run without Vite.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/i18n.ts');
module.writeTypes(process.cwd());
