import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { type Campus, DEMO_PASSWORD } from './campus.ts';

/** Where the browser is; undefined where there is none, and then tests that need one are skipped. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A microphone that hums, and is allowed without being asked for. */
export const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** @param more  what this browser can besides */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

type Options = Parameters<Browser['newContext']>[0];

/**
 * A device on which a member of the demo campus is signed in as a browser is, by cookies; at a page where a path is given. What
 * they post is out at once: what may be taken back is a test's own subject.
 */
export async function signedInDevice(
  browser: Browser,
  campus: Campus,
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

/** Signs a member of the demo campus in on a device, in the place of whoever was. */
export async function signInDevice(
  context: BrowserContext,
  campus: Campus,
  identifier: string,
): Promise<void> {
  const response = await context.request.post(campus.at('/api/v1/auth/login'), {
    data: { identifier, password: DEMO_PASSWORD },
    headers: { 'x-session-mode': 'cookie' },
  });
  if (!response.ok()) throw new Error(`${identifier} cannot sign in: ${response.status()}`);
  await setUndoSeconds(context, campus, 0);
}

/** How long what this device's member posts can be taken back. */
export async function setUndoSeconds(
  context: BrowserContext,
  campus: Campus,
  undoSeconds: 0 | 5 | 10 | 30,
): Promise<void> {
  const csrf = (await context.cookies(campus.at(''))).find(({ name }) => name.endsWith('csrf'))?.value ?? '';
  await context.request.patch(campus.at('/api/v1/writing-preferences'), {
    data: { undoSeconds },
    headers: { 'x-csrf-token': csrf },
  });
}

/** Until a page has all that it asked for, and shows it: not so long as silence takes to be sure of. */
export async function openSettledPage(page: Page, address: string): Promise<void> {
  const open = new Set<Request>();
  const begin = (request: Request) => open.add(request);
  const end = (request: Request) => open.delete(request);
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  try {
    await page.goto(address);
    // Until then it is a shell: what stands in it may come in pieces that the browser has already.
    await page.locator('h1').first().waitFor({ state: 'attached' });
    // What an answer sets off is asked for before the page is idle again.
    do await page.evaluate(IDLE_TWICE);
    while (open.size > 0 || (await page.locator('[aria-busy=true]').count()) > 0);
  } finally {
    page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
  }
}
/** As text: these files are checked without the browser's types. */
const IDLE_TWICE = `new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve())))`;

/** What of the browser's Animation matters here: these files are checked without the browser's types. */
interface Animation {
  effect: { getComputedTiming(): { endTime: number } };
  finished: Promise<unknown>;
}

/**
 * What axe finds wrong on the page once it has come to rest (a dialog that is still fading in has no contrast), in the light
 * theme and in the dark one, which differs in colours alone; each with its first place. Needs a context with `bypassCSP`.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis')))
    await page.addScriptTag({ path: axePath }).catch(() => page.evaluate(readFileSync(axePath, 'utf8')));
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violationsNow(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violationsNow(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
  await page.emulateMedia({ colorScheme: null });
  return [...light, ...dark.map((violation) => `dark: ${violation}`)];
}

const violationsNow = (page: Page, options: { runOnly?: string[] }): Promise<string[]> =>
  page.evaluate(async (axeOptions) => {
    const { axe, document } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      document: { getAnimations(): Animation[] };
    };
    const finite = document
      .getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().endTime < 2_000); // not what turns or counts down
    await Promise.all(finite.map((animation) => animation.finished.catch(() => undefined)));
    const found = await axe.run(axeOptions);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, options);
