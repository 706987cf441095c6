/** The database of what was last seen, on this device. */
export const KEPT = 'chitlaq-kept';

/** Takes what was last seen off this device: at sign-out, and before anybody else is signed in. */
export function forgetKept(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(KEPT);
      request.onsuccess = () => resolve();
      request.onerror = () => resolve();
      // Another tab still writes; the browser deletes it as soon as that one is done.
      request.onblocked = () => resolve();
    } catch {
      resolve(); // this browser keeps nothing
    }
  });
}
