/** The server's maximum per connection. */
const MAX_WATCHED = 20;

/** Posts on screen whose link may still get a preview, with what to call then; the newest last. */
const watched = new Map<string, Set<() => void>>();
let onWatched: (ids: string[]) => void = () => undefined;

const watchedIds = (): string[] => [...watched.keys()].slice(-MAX_WATCHED);

/** For the connection: the watcher is called whenever the watched posts change. */
export function setPreviewWatcher(watcher: (ids: string[]) => void): void {
  onWatched = watcher;
  watcher(watchedIds());
}

/** For the connection: reports that a post has its preview. */
export function notifyPreview(postId: string): void {
  for (const listener of watched.get(postId) ?? []) listener();
}

/** Watches a post until it is stopped. @returns stops it */
export function watchPreview(postId: string, listener: () => void): () => void {
  const listeners = watched.get(postId) ?? new Set();
  listeners.add(listener);
  watched.set(postId, listeners);
  onWatched(watchedIds());
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) watched.delete(postId);
    onWatched(watchedIds());
  };
}
