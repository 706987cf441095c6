const WORKER = '/sw.js';
const LOOK_EVERY_MS = 3_600_000;

/** Registers the worker; once it runs, registering it again changes nothing. @throws where the browser takes none */
export const registerWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' });

/** The worker of this page, if it has one. */
export const currentWorker = (): Promise<ServiceWorkerRegistration | undefined> =>
  navigator.serviceWorker.getRegistration(WORKER);

/** Whether pages are kept here. While the app is developed its files change under their names. */
export const mayKeepPages = (): boolean =>
  'serviceWorker' in navigator && process.env.NODE_ENV === 'production';

/**
 * Sees to it that the app opens without a network, and tells when a newer one waits.
 * @param onNewer  is given what changes over to it, and shows the page anew
 * @returns ends it
 */
export function runWorker(onNewer: (changeOver: () => void) => void): () => void {
  let isEnded = false;
  let lookedAt = performance.now();
  let registration: ServiceWorkerRegistration | undefined;
  const offer = (waiting: ServiceWorker) => {
    if (isEnded || !navigator.serviceWorker.controller) return;
    onNewer(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
        once: true,
      });
      waiting.postMessage({ type: 'take-over' });
    });
  };
  const watch = (coming: ServiceWorker | null) => {
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') offer(coming);
    });
  };
  const found = () => watch(registration?.installing ?? null);
  const look = () => {
    if (document.visibilityState !== 'visible' || performance.now() - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = performance.now();
    void registration?.update().catch(() => undefined); // no network: the next look
  };
  registerWorker().then(
    (registered) => {
      if (isEnded) return;
      registration = registered;
      // It waited when this page was loaded, so this page is of its build.
      registered.waiting?.postMessage({ type: 'take-over-if-alone' });
      watch(registered.installing);
      registered.addEventListener('updatefound', found);
      document.addEventListener('visibilitychange', look);
    },
    () => undefined, // a browser that takes no worker has an app that needs a network
  );
  return () => {
    isEnded = true;
    registration?.removeEventListener('updatefound', found);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Has the worker keep pages, and the files that this page has loaded so far. */
export async function keepPages(pages: readonly string[]): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  active?.postMessage({ type: 'keep', pages, files });
}

/** Tells the worker whose pictures it keeps from now on. */
export async function keepPicturesOf(memberId: string): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'member', memberId });
}
