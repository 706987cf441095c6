import { startDraining } from './draining.ts';

export type CloseProcess = () => Promise<void>;

const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Reports readiness to the parent, and closes this process in order on SIGTERM, on SIGINT or when the parent exits: a killed
 * supervisor leaves no orphan.
 * @param drainMs  how long it goes on first, while it says that it is not ready
 * @param closeTimeoutMs  how long closing may take before the process exits anyway
 */
export function runUntilStopped(
  closing: CloseProcess,
  {
    port,
    drainMs = 0,
    closeTimeoutMs = CLOSE_TIMEOUT_MS,
  }: { port?: number | undefined; drainMs?: number | undefined; closeTimeoutMs?: number } = {},
): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await startDraining(drainMs);
    setTimeout(() => process.exit(1), closeTimeoutMs).unref();
    try {
      await closing();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.send) {
    process.on('disconnect', stop);
    process.send({ ready: true, port });
  }
}
