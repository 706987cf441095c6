const WORKER_URL = '/sw.js';
const UPDATE_CHECK_MS = 3_600_000;

/** Registers the worker; once it runs, registering it again changes nothing. @throws where the browser takes none */
export const registerServiceWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(WORKER_URL, { updateViaCache: 'none' });

/** The worker of this page, if it has one. */
export const currentServiceWorker = (): Promise<ServiceWorkerRegistration | undefined> =>
  navigator.serviceWorker.getRegistration(WORKER_URL);

/** Whether pages are kept here. While the app is developed its files change under their names. */
export const canCachePages = (): boolean =>
  'serviceWorker' in navigator && process.env.NODE_ENV === 'production';

/**
 * Sees to it that the app opens without a network, and tells when a newer one waits.
 * @param onUpdateReady  is given what changes over to it, and shows the page anew
 * @returns ends it
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
      waiting.postMessage({ type: 'take-over' });
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
    void registration?.update().catch(() => undefined); // no network: the next look
  };
  registerServiceWorker().then(
    (registered) => {
      if (isEnded) return;
      registration = registered;
      // It waited when this page was loaded, so this page is of its build.
      registered.waiting?.postMessage({ type: 'take-over-if-alone' });
      watchInstall(registered.installing);
      registered.addEventListener('updatefound', onUpdateFound);
      document.addEventListener('visibilitychange', checkForUpdate);
    },
    () => undefined, // a browser that takes no worker has an app that needs a network
  );
  return () => {
    isEnded = true;
    registration?.removeEventListener('updatefound', onUpdateFound);
    document.removeEventListener('visibilitychange', checkForUpdate);
  };
}

/** Has the worker keep pages, and the files that this page has loaded so far. */
export async function cachePages(pages: readonly string[]): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  active?.postMessage({ type: 'keep', pages, files });
}

/** Tells the worker whose pictures it keeps from now on. */
export async function cachePicturesFor(memberId: string): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'member', memberId });
}
