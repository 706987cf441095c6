import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { BROWSERS } from '../../tools/system-packages.mjs';
import { type CampusAddress, DEMO_PASSWORD } from './campus.ts';

/** Path of the browser; undefined if there is none, and then tests that need one are skipped. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path));

/** A fake microphone that hums, with permission granted. */
export const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/**
 * Features of Chromium that cost a second of CPU time for each context: two pages that its address bar preloads, and a spare
 * process for the next page. The others are those that Playwright switches off; only the last list counts.
 */
const DISABLED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * @param more  further Chromium flags
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages live for seconds: compiling their hot code costs a fifth of the browser's work and is not paid back.
      '--js-flags=--no-opt --no-maglev',
      `--disable-features=${DISABLED_FEATURES.join(',')}`,
      ...more,
    ],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.on('page', goesWhenHistoryRests);
    return context;
  };
  return browser;
}

/**
 * Makes `goto` and `reload` wait for a layer that was just closed: the page goes back from the layer's entry in the history, which would
 * break off the navigation. No person types an address as fast.
 */
function goesWhenHistoryRests(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  const isAtRest = `(history.state?.chitlaqLayers?.depth ?? 0) === 0
    || document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null`;
  const rest = async () => {
    while ((await page.evaluate(isAtRest).catch(() => true)) === false);
  };
  page.goto = async (address, options) => {
    await rest();
    return goto(address, options);
  };
  page.reload = async (options) => {
    await rest();
    return reload(options);
  };
}

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

type Options = Parameters<Browser['newContext']>[0];

/**
 * A device with a member of the demo campus signed in by cookies, as browsers do; opens a page if a path is given. Its posts are
 * published without an undo window, which has tests of its own.
 */
export async function signedInDevice(
  browser: Browser,
  campus: CampusAddress,
  identifier: string,
  { path, ...options }: NonNullable<Options> & { path?: string } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    ...options,
  });
  await signInDevice(context, campus, identifier);
  const page = await context.newPage();
  if (path !== undefined) await page.goto(campus.at(path));
  return { context, page };
}

/** Signs a member of the demo campus in on a device, replacing the previous member. */
export async function signInDevice(
  context: BrowserContext,
  campus: CampusAddress,
  identifier: string,
): Promise<void> {
  const response = await context.request.post(campus.at('/api/v1/auth/login'), {
    data: { identifier, password: DEMO_PASSWORD },
    headers: { 'x-session-mode': 'cookie' },
  });
  if (!response.ok()) throw new Error(`${identifier} cannot sign in: ${response.status()}`);
  await setUndoSeconds(context, campus, 0);
}

/** Sets the undo window of this device's member. */
export async function setUndoSeconds(
  context: BrowserContext,
  campus: CampusAddress,
  undoSeconds: 0 | 5 | 10 | 30,
): Promise<void> {
  const csrf = (await context.cookies(campus.at(''))).find(({ name }) => name.endsWith('csrf'))?.value ?? '';
  await context.request.patch(campus.at('/api/v1/writing-preferences'), {
    data: { undoSeconds },
    headers: { 'x-csrf-token': csrf },
  });
}

/**
 * Opens a page and waits until no request is pending, nothing is `aria-busy` and the page was idle twice. Faster than waiting for
 * network idle.
 */
export const openSettledPage = (page: Page, address: string): Promise<void> =>
  settled(page, () => page.goto(address));

/**
 * Goes to another page of the open app without loading it, as its links do, and waits likewise. Half the work of a load.
 * @param path  below the app's base path
 */
export const goToSettledPage = (page: Page, address: string, path: string): Promise<void> =>
  settled(page, async () => {
    await page.evaluate(`next.router.push(${JSON.stringify(path)})`);
    await page.waitForURL(({ href }) => href === new URL(address).href);
  });

async function settled(page: Page, go: () => Promise<unknown>): Promise<void> {
  const open = new Set<Request>();
  let onEnd = () => {};
  const begin = (request: Request) => open.add(request);
  const end = (request: Request) => {
    open.delete(request);
    onEnd();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  try {
    await go();
    // Until then it is a shell, whose content may come from chunks that are already cached.
    await page.locator('h1').first().waitFor({ state: 'attached' });
    do {
      while (open.size > 0) await new Promise<void>((resolve) => (onEnd = resolve));
      // Requests that a response triggers start before the page is idle again.
      await page.evaluate(IDLE_TWICE);
    } while (open.size > 0 || (await page.locator('[aria-busy=true]').count()) > 0);
  } finally {
    page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
  }
}
/** The language of the document that the server sends to a browser of that language. */
export async function languageOf(address: string, language: string): Promise<string | undefined> {
  const response = await fetch(address, { headers: { 'accept-language': language } });
  return /<html[^>]* lang="(\w+)"/.exec(await response.text())?.[1];
}

/** As a string: these files are checked without the DOM types. */
const IDLE_TWICE = `new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve())))`;
