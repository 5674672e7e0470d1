import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { WireBoard } from '../src/board/types.ts';

const empty = '<!doctype html><html lang="en"><title>Empty</title><p data-card="">A card</p></html>';

/** Serves what the machine can do at best: an empty page, and a board drawn without a framework. */
export class Floor {
  readonly #server: Server;
  #board = Buffer.alloc(0);

  private constructor() {
    const page = readFileSync('bench/floor.html');
    this.#server = createServer(({ url }, response) => {
      const board = url === '/board';
      response.setHeader('Content-Type', board ? 'application/json' : 'text/html; charset=utf-8');
      if (board) response.setHeader('Content-Encoding', 'gzip');
      response.end(board ? this.#board : url === '/empty' ? empty : page);
    });
  }

  static async start(): Promise<Floor> {
    const floor = new Floor();
    floor.#server.listen(0, '127.0.0.1');
    await once(floor.#server, 'listening');
    return floor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Draws another board from now on. */
  show(board: WireBoard): void {
    this.#board = gzipSync(JSON.stringify(board));
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
