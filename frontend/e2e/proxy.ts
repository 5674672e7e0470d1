import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy between browser and server that lets no websocket through, until it is told to. */
export class Proxy {
  readonly #server: Server;
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  /** Whether it lets websockets through. */
  upgrades = false;
  /** Headers it adds to what it passes on. */
  adds: Readonly<Record<string, string>> = {};

  private constructor(to: number) {
    this.#to = to;
    this.#server = createServer((asked, answer) => {
      const { method = 'GET', url = '/', headers } = asked;
      const on = request(
        { host: '127.0.0.1', port: to, method, path: url, headers: { ...headers, ...this.adds } },
        (got) => {
          answer.writeHead(got.statusCode!, got.headers);
          got.pipe(answer);
        },
      );
      on.on('error', () => answer.destroy());
      answer.on('close', () => on.destroy());
      asked.pipe(on);
    });
    this.#server.on('upgrade', (asked, near, head) => this.#upgrade(asked, near, head));
    this.#server.on('connection', (socket) => this.#keep(socket));
  }

  static async to(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  #upgrade(asked: IncomingMessage, near: Duplex, head: Buffer): void {
    if (!this.upgrades) {
      near.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const far = connect(this.#to, '127.0.0.1', () => {
      const lines: string[] = [];
      for (let i = 0; i < asked.rawHeaders.length; i += 2)
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      far.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      far.write(head);
      near.pipe(far).pipe(near);
    });
    this.#keep(far);
    near.on('error', () => far.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }
}
