import { expect, test as base } from './fixtures.ts';
import { Proxy } from './proxy.ts';

export { expect };

/** A server that is reached only through a gate, which lets no websocket through until it is told to. */
export const test = base.extend<{ gate: Proxy }>({
  gate: async ({ ownTakt }, use) => {
    const gate = await Proxy.to(ownTakt.port);
    await use(gate);
    await gate.close();
  },
});
