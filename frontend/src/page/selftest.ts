import { ask } from './http.ts';

/** What the server sees of a request. */
export interface Sighting {
  readonly proxied: boolean;
  readonly trusted: boolean;
  readonly host: string;
  readonly scheme: string;
  readonly client: string;
  readonly public?: string;
  readonly missing?: readonly string[];
}

/** Whether the two ends of a websocket hear each other, and whether it may compress. */
export interface SocketTried {
  readonly works: boolean;
  readonly deflates: boolean;
}

const patience = 15_000;
const hold = 25;
/** The code with which the server says that there is no such board: it has been heard, and hears. */
const noBoard = 4004;
/** A board that cannot be: its name is no identity. */
const nowhere = '-';

/** Tries a websocket, there and back. */
export function trySocket(): Promise<SocketTried> {
  const url = new URL(`/api/boards/${nowhere}/socket`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return new Promise((done) => {
    const socket = new WebSocket(url, 'takt.v1');
    let deflates = false;
    const end = (works: boolean) => {
      clearTimeout(late);
      socket.onclose = null;
      socket.close();
      done({ works, deflates });
    };
    const late = setTimeout(() => end(false), patience);
    socket.onopen = () => {
      deflates = socket.extensions.includes('permessage-deflate');
      socket.send(JSON.stringify({ join: { after: 0, epoch: '' } }));
    };
    socket.onclose = ({ code }) => end(code === noBoard);
  });
}

/** What the server sees, and whether its answer came compressed. */
export async function trySight(): Promise<{ sight: Sighting; packed: boolean }> {
  const path = `/api/selftest?origin=${encodeURIComponent(location.origin)}`;
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const packed = response.headers.has('Content-Encoding');
  return { sight: (await response.json()) as Sighting, packed };
}

/** Whether an answer gets through that is held for as long as a board without a socket has it held. */
export async function tryHold(): Promise<boolean> {
  try {
    const { held } = await ask<{ held: boolean }>('GET', `/api/selftest/hold?wait=${hold}s`);
    return held;
  } catch {
    return false;
  }
}
