import { connect, createServer, type Socket } from 'node:net';

/** For tests: a TCP proxy that can be cut, or can stall like a host that vanishes without closing its connections. */
export async function openTestProxy(target: { host: string; port: number }) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    host: '127.0.0.1',
    port: address.port,
    /** Blocks all traffic on the open connections; connections opened later work. */
    stall() {
      for (const socket of sockets) socket.removeAllListeners('data').resume();
    },
    /** Simulates a stopped server: ends all connections and refuses new ones. */
    cut: close,
    /** Accepts connections again. */
    restore: () => new Promise<void>((resolve) => server.listen(address.port, '127.0.0.1', resolve)),
    close,
  };
}
