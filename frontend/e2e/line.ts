import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line between browser and server that can go dead without a word, as a line behind a tunnel does. */
export class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #dead = false;

  private constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      for (const [from, into] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('data', (data) => this.#dead || into.write(data));
        from.on('close', () => into.destroy());
        from.on('error', () => into.destroy());
      }
    });
  }

  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on nothing gets through, and nobody is told. */
  die(): void {
    this.#dead = true;
  }

  /** New connections get through again; those that were dead stay so. */
  mend(): void {
    for (const socket of this.#sockets) socket.removeAllListeners('data').resume();
    this.#sockets.clear();
    this.#dead = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
