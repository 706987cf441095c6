/** The pictures that the worker keeps (`public/sw-pictures.js`). */
export const PICTURE_CACHE = 'chitlaq-pictures';

/** Where the worker keeps a picture; undefined for what it never keeps. */
const cacheKeyOf = (path: string): string | undefined => {
  const name = /^\/uploads\/[\w-]+\/([0-9a-f]{32})\//.exec(path)?.[1];
  return name && `/uploads/kept/${name}/`;
};

/** Takes pictures off this device, in every size: what they belonged to has disappeared. */
export async function deletePictures(paths: readonly string[]): Promise<void> {
  const keys = paths.flatMap((path) => cacheKeyOf(path) ?? []);
  if (keys.length === 0) return;
  try {
    // The worker counts what it keeps.
    navigator.serviceWorker?.controller?.postMessage({ type: 'drop', keys });
    if (!(await globalThis.caches?.has(PICTURE_CACHE))) return;
    const cache = await caches.open(PICTURE_CACHE);
    for (const request of await cache.keys())
      if (keys.some((key) => new URL(request.url).pathname.startsWith(key)))
        await cache.delete(request, { ignoreVary: true });
  } catch {
    // this browser keeps nothing
  }
}
