import { clearBoardData } from '../../lib/clear-board-data.ts';
import { clearStoredEmoji } from '../../lib/clear-stored-emoji.ts';

/** The cache of pictures, written by the service worker (`public/sw-pictures.js`). */
export const PICTURE_CACHE = 'chitlaq-pictures';
/** The IndexedDB database of stored queries. */
export const DATABASE_NAME = 'chitlaq-offline';

/** Also tells the worker, which does not cache pictures that are still loading. Without a worker there is no cache. */
async function clearPictures(): Promise<void> {
  try {
    navigator.serviceWorker?.controller?.postMessage({ type: 'clear-pictures' });
    await globalThis.caches?.delete(PICTURE_CACHE);
  } catch {
    // no cache in this browser
  }
}

/** Shown notifications hold names and the text of messages. */
async function closeNotifications(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    for (const notification of (await registration?.getNotifications()) ?? []) notification.close();
  } catch {
    // this browser shows none
  }
}

/** Deletes stored queries, pictures, recent emoji, what is kept of boards, and shown notifications: at sign-out, and before another member signs in. */
export async function clearOfflineData(): Promise<void> {
  clearStoredEmoji();
  clearBoardData();
  await Promise.all([clearPictures(), clearQueries(), closeNotifications()]);
}

function clearQueries(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(DATABASE_NAME);
      request.onsuccess = () => resolve();
      request.onerror = () => resolve();
      // Another tab is still writing: the browser deletes the database when that tab is done.
      request.onblocked = () => resolve();
    } catch {
      resolve(); // no IndexedDB in this browser
    }
  });
}
