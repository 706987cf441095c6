const WORKER_URL = '/sw.js';
const UPDATE_CHECK_MS = 3_600_000;

/** Registers the worker. Calling it again changes nothing. @throws if the browser refuses service workers */
export const registerServiceWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(WORKER_URL, { updateViaCache: 'none' });

/** The registration of this page's worker, if there is one. */
export const currentServiceWorker = (): Promise<ServiceWorkerRegistration | undefined> =>
  navigator.serviceWorker.getRegistration(WORKER_URL);

/** Whether pages are cached here. Not in development, where files change under the same name. */
export const canCachePages = (): boolean =>
  'serviceWorker' in navigator && process.env.NODE_ENV === 'production';

/**
 * Registers the worker, so that the app opens offline, and reports a waiting update.
 * @param onUpdateReady  receives a function that activates the update and reloads the page
 * @returns stops it
 */
export function startServiceWorker(onUpdateReady: (activateUpdate: () => void) => void): () => void {
  let isEnded = false;
  let checkedAt = performance.now();
  let registration: ServiceWorkerRegistration | undefined;
  const offerUpdate = (waiting: ServiceWorker) => {
    if (isEnded || !navigator.serviceWorker.controller) return;
    onUpdateReady(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
        once: true,
      });
      waiting.postMessage({ type: 'activate' });
    });
  };
  const watchInstall = (installing: ServiceWorker | null) => {
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offerUpdate(installing);
    });
  };
  const onUpdateFound = () => watchInstall(registration?.installing ?? null);
  const checkForUpdate = () => {
    if (document.visibilityState !== 'visible' || performance.now() - checkedAt < UPDATE_CHECK_MS) return;
    checkedAt = performance.now();
    void registration?.update().catch(() => undefined); // offline: the next check
  };
  registerServiceWorker().then(
    (registered) => {
      if (isEnded) return;
      registration = registered;
      // It was waiting when this page loaded, so this page belongs to its build.
      registered.waiting?.postMessage({ type: 'activate-if-alone' });
      watchInstall(registered.installing);
      registered.addEventListener('updatefound', onUpdateFound);
      document.addEventListener('visibilitychange', checkForUpdate);
    },
    () => undefined, // without a worker the app needs a network
  );
  return () => {
    isEnded = true;
    registration?.removeEventListener('updatefound', onUpdateFound);
    document.removeEventListener('visibilitychange', checkForUpdate);
  };
}

/** Tells the worker to cache pages, and the files that this page has loaded so far. */
export async function cachePages(pages: readonly string[]): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  active?.postMessage({ type: 'cache-pages', pages, files });
}

/** Tells the worker whose pictures it caches from now on. */
export async function cachePicturesFor(memberId: string): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'set-picture-owner', memberId });
}
