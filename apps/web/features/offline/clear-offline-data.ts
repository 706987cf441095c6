import { PICTURE_CACHE } from './pictures.ts';

/** The database of what was last seen, on this device. */
export const DATABASE_NAME = 'chitlaq-kept';

/** Also what is on its way into the cache: the worker drops it. Without a worker there is nothing. */
async function clearPictures(): Promise<void> {
  try {
    navigator.serviceWorker?.controller?.postMessage({ type: 'forget' });
    await globalThis.caches?.delete(PICTURE_CACHE);
  } catch {
    // this browser keeps nothing
  }
}

/** Takes what was last seen off this device: at sign-out, and before anybody else is signed in. */
export async function clearOfflineData(): Promise<void> {
  await Promise.all([clearPictures(), clearQueries()]);
}

function clearQueries(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(DATABASE_NAME);
      request.onsuccess = () => resolve();
      request.onerror = () => resolve();
      // Another tab still writes; the browser deletes it as soon as that one is done.
      request.onblocked = () => resolve();
    } catch {
      resolve(); // this browser keeps nothing
    }
  });
}
