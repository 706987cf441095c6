/** So long after a page is there it is taken to rest, where the browser does not say. */
const REST_MS = 2_000;

/**
 * Does something once the page is loaded and the browser has nothing better to do.
 * @returns takes it back
 */
export function whenIdle(work: () => void): () => void {
  let forget = () => {};
  const wait = () => {
    if ('requestIdleCallback' in window) {
      const idle = requestIdleCallback(work);
      forget = () => cancelIdleCallback(idle);
    } else {
      const timer = setTimeout(work, REST_MS);
      forget = () => clearTimeout(timer);
    }
  };
  if (document.readyState === 'complete') wait();
  else {
    window.addEventListener('load', wait, { once: true });
    forget = () => window.removeEventListener('load', wait);
  }
  return () => forget();
}
