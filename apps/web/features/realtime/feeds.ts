let onScreen = 0;
let onWatched: (isWatched: boolean) => void = () => undefined;
const listeners = new Set<() => void>();

/** For the connection: is told whether home is on screen. */
export function setHomeWatcher(watcher: (isWatched: boolean) => void): void {
  onWatched = watcher;
  watcher(onScreen > 0);
}

/** For the connection: there are posts that home does not show yet. */
export const tellPosts = (): void => {
  for (const listen of listeners) listen();
};

/** Hears of new posts as long as home is on screen. @returns ends it */
export function watchHome(listen: () => void): () => void {
  onScreen += 1;
  listeners.add(listen);
  onWatched(true);
  return () => {
    onScreen -= 1;
    listeners.delete(listen);
    onWatched(onScreen > 0);
  };
}
