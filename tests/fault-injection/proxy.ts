import { connect, createServer, type Server, type Socket } from 'node:net';

/** A fixed address in front of a server that dies and restarts on another port. */
export interface Proxy {
  port: number;
  /** Where new connections go from now on; open ones are cut. Null refuses connections. */
  routeTo(port: number | null): void;
  close(): Promise<void>;
}

export async function openProxy(): Promise<Proxy> {
  let target: number | null = null;
  const pairs = new Set<Socket>();
  const server: Server = createServer((near) => {
    if (target === null) return near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [socket, peer] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(socket);
      socket.on('error', () => peer.destroy());
      socket.on('close', () => {
        pairs.delete(socket);
        peer.destroy();
      });
      socket.pipe(peer);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of pairs) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    routeTo(port) {
      target = port;
      cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
