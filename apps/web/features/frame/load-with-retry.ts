const RETRY_MS = 15_000;

/**
 * Loads what a page can do without, also where it comes to rest in a tunnel: then it is loaded once there is a network. A
 * failure would take the whole page with it.
 */
export async function loadWithRetry<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => {
        window.addEventListener('online', () => resolve(), { once: true });
        setTimeout(resolve, RETRY_MS); // the network was there, and the server was not
      });
    }
  }
}
