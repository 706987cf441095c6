/** Time for a page to load its own content, on a slow phone as well. */
const SETTLE_MS = 4_000;

/**
 * Runs the callback once the page has loaded, some time has passed, and the browser is idle.
 * @param settleMs  the time; without it, long enough for a page to load its own content on a slow phone
 * @returns cancels it
 */
export function whenIdle(work: () => void, settleMs = SETTLE_MS): () => void {
  let idleHandle: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runWhenIdle = () => {
    if ('requestIdleCallback' in window) idleHandle = requestIdleCallback(work);
    else work();
  };
  const startTimer = () => {
    timer = setTimeout(runWhenIdle, settleMs);
  };
  if (document.readyState === 'complete') startTimer();
  else window.addEventListener('load', startTimer, { once: true });
  return () => {
    window.removeEventListener('load', startTimer);
    clearTimeout(timer);
    if (idleHandle !== undefined) cancelIdleCallback(idleHandle);
  };
}
