const RETRY_MS = 15_000;

/** Loads an optional chunk and retries until the network is back. A failed `lazy` import would crash the whole page. */
export async function loadWithRetry<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => {
        window.addEventListener('online', () => resolve(), { once: true });
        setTimeout(resolve, RETRY_MS); // online, but the server did not answer
      });
    }
  }
}
