import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command, WireBoard } from '../src/board/types.ts';

/** What a server runs, when not the binary that is tested throughout. */
interface Made {
  readonly binary?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A Takt of one's own: the real binary on a port and a data directory that survive its restarts. */
export class Takt {
  readonly port: number;
  readonly #data = mkdtempSync(join(tmpdir(), 'takt-data-'));
  #process: ChildProcess | undefined;
  #log = '';

  readonly #made: Made;

  private constructor(port: number, made: Made) {
    this.port = port;
    this.#made = made;
  }

  static async start(made: Made = {}): Promise<Takt> {
    const takt = new Takt(await freePort(), made);
    await takt.start();
    return takt;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the server again and waits until it can serve. */
  async start(): Promise<void> {
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.#data, '--no-example'];
    const { binary = process.env['E2E_BINARY']!, env = {} } = this.#made;
    const server = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (text) => (this.#log += String(text)));
    this.#process = server;
    for (let patience = 200; !(await this.#isReady()); patience--) {
      if (server.exitCode !== null || patience === 0) throw new Error(`takt did not start:\n${this.#log}`);
      await wait(50);
    }
  }

  /** Ends the server the way an operator does, or as a power cut does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  /** Ends the server and forgets what it kept. */
  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  }

  /**
   * Makes a board; `cards` are titles by stage, such as `{'marathon/need': ['Telephony']}`. Unless it `asks`, cards
   * move without the page asking for what they lack.
   */
  async board(
    name: string,
    cards: Readonly<Record<string, readonly string[]>> = {},
    { asks = false } = {},
  ): Promise<string> {
    const { id } = await this.#post<{ id: string }>('/api/boards', { name });
    if (!asks) await this.ask(id, { cmd: 'board.set', settings: { ask_missing: false } });
    for (const [place, titles] of Object.entries(cards)) {
      const [lane, stage] = place.split('/') as ['marathon' | 'sprint', string];
      for (const title of titles) await this.ask(id, { cmd: 'card.add', lane, stage, title });
    }
    return id;
  }

  /** Does something to a board as a guest. */
  ask(board: string, command: Command): Promise<{ seq: number }> {
    return this.#post(`/api/boards/${board}/commands`, { id: crypto.randomUUID(), ...command });
  }

  /** The whole board as it is now. */
  async read(board: string): Promise<WireBoard> {
    const response = await fetch(`${this.url}/api/boards/${board}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as WireBoard;
  }

  async #post<T>(path: string, body: object): Promise<T> {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async #isReady(): Promise<boolean> {
    const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
    return response?.ok ?? false;
  }
}

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
