import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { Takt } from './takt.ts';

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

  /** A server that goes by this clock; everything else about it is as people run it. */
  takt(): Promise<Takt> {
    return Takt.start({ binary: process.env['E2E_CLOCK_BINARY']!, env: { CLOCK_FILE: this.file } });
  }
}
