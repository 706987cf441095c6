let visibleCount = 0;
let onVisibilityChange: (isVisible: boolean) => void = () => undefined;
const listeners = new Set<() => void>();

/** For the connection: the handler is called when home is shown or hidden. */
export function setHomeVisibilityHandler(handler: (isVisible: boolean) => void): void {
  onVisibilityChange = handler;
  handler(visibleCount > 0);
}

/** For the connection: reports that there are new posts for home. */
export const notifyNewPosts = (): void => {
  for (const listener of listeners) listener();
};

/** Listens for new posts while home is on screen. @returns stops it */
export function subscribeToHome(listener: () => void): () => void {
  visibleCount += 1;
  listeners.add(listener);
  onVisibilityChange(true);
  return () => {
    visibleCount -= 1;
    listeners.delete(listener);
    onVisibilityChange(visibleCount > 0);
  };
}
