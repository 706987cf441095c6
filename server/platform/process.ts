export type CloseProcess = () => Promise<void>;

const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Reports readiness to the parent, and closes this process in order on SIGTERM, on SIGINT or when the parent exits: a killed
 * supervisor leaves no orphan.
 * @param closeTimeoutMs  how long closing may take before the process exits anyway
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
