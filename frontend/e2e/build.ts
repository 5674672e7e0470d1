import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what is stale of the page and the binary that carries it. `E2E_BINARY` names one that is built already. */
export default function build(): void {
  if (process.env['E2E_BINARY']) return;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('bash', ['-c', '. scripts/lib.sh && binary'], { cwd: root, stdio: 'inherit' });
  process.env['E2E_BINARY'] = `${root}bin/takt`;
}
