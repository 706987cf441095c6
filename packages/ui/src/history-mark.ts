/** Which entry of the browser's history this is: the page itself at depth 0, or the nth layer that is open over it. */
export interface HistoryMark {
  /** The same for the entries of one page. */
  page: number;
  depth: number;
}

const KEY = 'chitlaqLayers';

export const markOf = (state: unknown): HistoryMark | undefined =>
  state && typeof state === 'object' && KEY in state ? (state[KEY] as HistoryMark) : undefined;

export const withMark = (state: unknown, mark: HistoryMark): object => ({
  ...(state as object | null),
  [KEY]: mark,
});

type PopStateHandler = (event: PopStateEvent) => void;
let handler: PopStateHandler | undefined;
export const setPopStateHandler = (onPopState: PopStateHandler): void => {
  handler = onPopState;
};
// Listeners of the window run in the order of their registration. An app loads this before its router mounts.
if (typeof window !== 'undefined') window.addEventListener('popstate', (event) => handler?.(event));

/** Leaves the entry of a layer that is not open any more because the page was loaded again. Call when an app starts. */
export function leaveClosedLayers(): void {
  const depth = markOf(window.history.state)?.depth;
  if (depth) window.history.go(-depth);
}
