const AGAIN_MS = 15_000;

/**
 * Loads what a page can do without, also where it comes to rest in a tunnel: then it is loaded once there is a network. A
 * failure would take the whole page with it.
 */
export async function onceReached<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => {
        window.addEventListener('online', () => resolve(), { once: true });
        setTimeout(resolve, AGAIN_MS); // the network was there, and the server was not
      });
    }
  }
}
