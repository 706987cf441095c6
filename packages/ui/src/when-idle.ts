/** So long after a page has loaded its own content is there too, on a slow phone as well. */
const SETTLE_MS = 4_000;

/**
 * Does something once a page has loaded, its content had time to come, and the browser has nothing better to do.
 * @returns takes it back
 */
export function whenIdle(work: () => void): () => void {
  let idleHandle: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runWhenIdle = () => {
    if ('requestIdleCallback' in window) idleHandle = requestIdleCallback(work);
    else work();
  };
  const startTimer = () => {
    timer = setTimeout(runWhenIdle, SETTLE_MS);
  };
  if (document.readyState === 'complete') startTimer();
  else window.addEventListener('load', startTimer, { once: true });
  return () => {
    window.removeEventListener('load', startTimer);
    clearTimeout(timer);
    if (idleHandle !== undefined) cancelIdleCallback(idleHandle);
  };
}
