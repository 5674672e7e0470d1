import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Builds the page and the binary that carries it, once for all tests. `E2E_BINARY` names one that is built already.
 * Gives the way to clean up.
 */
export default function build(): void {
  if (process.env['E2E_BINARY']) return;
  const frontend = new URL('..', import.meta.url);
  const binary = join(mkdtempSync(join(tmpdir(), 'takt-e2e-')), 'takt');
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: frontend,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const go = ['build', '-tags', 'embed', '-o', binary, './cmd/takt'];
  execFileSync('go', go, {
    cwd: new URL('..', frontend),
    stdio: 'inherit',
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  process.env['E2E_BINARY'] = binary;
}
