import { PICTURE_CACHE } from './clear-offline-data.ts';

/** The prefix of a picture's cache keys; undefined if it is never cached. */
const cacheKeyOf = (path: string): string | undefined => {
  const name = /^\/uploads\/[\w-]+\/([0-9a-f]{32})\//.exec(path)?.[1];
  return name && `/uploads/cached/${name}/`;
};

/** Deletes pictures in every size from this device, because what they belonged to has expired. */
export async function deletePictures(paths: readonly string[]): Promise<void> {
  const keys = paths.flatMap((path) => cacheKeyOf(path) ?? []);
  if (keys.length === 0) return;
  try {
    // The worker tracks what it has cached.
    navigator.serviceWorker?.controller?.postMessage({ type: 'delete-pictures', keys });
    if (!(await globalThis.caches?.has(PICTURE_CACHE))) return;
    const cache = await caches.open(PICTURE_CACHE);
    for (const request of await cache.keys())
      if (keys.some((key) => new URL(request.url).pathname.startsWith(key)))
        await cache.delete(request, { ignoreVary: true });
  } catch {
    // no cache in this browser
  }
}
