import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from '@playwright/test';

/** A clock for a server and browsers alike that stands still until a test moves it on. */
export class Clock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'takt-clock-'));
  readonly file = join(this.#folder, 'now');

  constructor(now: string) {
    writeFileSync(this.file, now);
  }

  /** Moves the clock on, and that of a browser. */
  async set(now: string, context: BrowserContext): Promise<void> {
    writeFileSync(this.file, now);
    await context.clock.setFixedTime(now);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Builds the binary that goes by such a clock; everything else about it is as people run it. */
  static binary(): string {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const build = 'CGO_ENABLED=0 go build -trimpath -tags embed,testclock -o bin/takt-testclock ./cmd/takt';
    execFileSync('bash', ['-c', `. scripts/lib.sh && page && ${build}`], { cwd: root, stdio: 'inherit' });
    return `${root}bin/takt-testclock`;
  }
}
