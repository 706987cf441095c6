export type CloseProcess = () => Promise<void>;

const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Tells a parent that this process is ready, and closes it in order on SIGTERM, on SIGINT, or when the parent is gone:
 * a killed supervisor leaves no orphan.
 * @param giveUpMs  how long closing may take before the process ends all the same
 */
export function runUntilStopped(
  closing: CloseProcess,
  { port, closeTimeoutMs = CLOSE_TIMEOUT_MS }: { port?: number | undefined; closeTimeoutMs?: number } = {},
): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
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
