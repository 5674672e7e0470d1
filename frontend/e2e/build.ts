import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds what is stale of the page, the binary that carries it, and the same going by a clock of the test's. `E2E_BINARY`
 * and `E2E_CLOCK_BINARY` name those that are built already.
 */
export default function build(): void {
  given('E2E_BINARY', 'bin/takt', 'binary');
  const tagged = 'CGO_ENABLED=0 go build -trimpath -tags embed,testclock -o bin/takt-testclock ./cmd/takt';
  given('E2E_CLOCK_BINARY', 'bin/takt-testclock', `page && ${tagged}`);
}

function given(name: string, binary: string, command: string): void {
  if (process.env[name]) return;
  execFileSync('bash', ['-c', `. scripts/lib.sh && ${command}`], { cwd: root, stdio: 'inherit' });
  process.env[name] = root + binary;
}
