/** So long after a page has loaded its own content is there too, on a slow phone as well. */
const REST_MS = 4_000;

/**
 * Does something once a page has loaded, its content had time to come, and the browser has nothing better to do.
 * @returns takes it back
 */
export function whenIdle(work: () => void): () => void {
  let idle: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    if ('requestIdleCallback' in window) idle = requestIdleCallback(work);
    else work();
  };
  const wait = () => {
    timer = setTimeout(rest, REST_MS);
  };
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', wait, { once: true });
  return () => {
    window.removeEventListener('load', wait);
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
