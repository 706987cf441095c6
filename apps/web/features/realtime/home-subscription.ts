let visibleCount = 0;
let onVisibilityChange: (isVisible: boolean) => void = () => undefined;
const listeners = new Set<() => void>();

/** For the connection: is told whether home is on screen. */
export function setHomeVisibilityHandler(handler: (isVisible: boolean) => void): void {
  onVisibilityChange = handler;
  handler(visibleCount > 0);
}

/** For the connection: there are posts that home does not show yet. */
export const notifyNewPosts = (): void => {
  for (const listener of listeners) listener();
};

/** Hears of new posts as long as home is on screen. @returns ends it */
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
