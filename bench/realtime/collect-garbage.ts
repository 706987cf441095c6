/** Preloaded into a measured process: collects garbage when its parent asks, so that memory is measured without garbage. */
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
