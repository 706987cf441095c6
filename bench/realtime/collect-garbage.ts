/**
 * Loaded before a process that is measured: collects garbage when its parent asks, so that what is counted is what it holds and
 * not what it has not cleared away yet.
 */
interface Runtime {
  Bun: { gc(full: boolean): void; version: string };
}

process.on('message', (message) => {
  if (message !== 'collect') return;
  const { Bun } = globalThis as unknown as Runtime; // the only runtime that this is loaded into
  Bun.gc(true);
  setTimeout(() => {
    Bun.gc(true);
    process.send?.({ collected: process.memoryUsage().heapUsed });
  }, 500);
});
