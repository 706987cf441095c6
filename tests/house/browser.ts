import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from './campus.ts';

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

/**
 * A device, at no page yet, on which a member of the demo campus is signed in as a browser is: by cookies.
 * @param origin  of the campus, by the name that its cookies are for
 */
export async function signedInDevice(
  browser: Browser,
  origin: string,
  identifier: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    ...options,
  });
  await signInDevice(context, origin, identifier);
  return { context, page: await context.newPage() };
}

/** Signs a member of the demo campus in on a device, in the place of whoever was. */
export const signInDevice = (context: BrowserContext, origin: string, identifier: string) =>
  context.request.post(`${origin}/api/v1/auth/login`, {
    data: { identifier, password: DEMO_PASSWORD },
    headers: { 'x-session-mode': 'cookie' },
  });

/** What of the browser's Animation matters here: these files are checked without the browser's types. */
interface Animation {
  effect: { getComputedTiming(): { endTime: number } };
  finished: Promise<unknown>;
}

/**
 * What axe finds wrong on the page once it has come to rest (a dialog that is still fading in has no contrast),
 * each with its first place. Needs a context with `bypassCSP`.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath }).catch(() => page.evaluate(readFileSync(axePath, 'utf8')));
  return page.evaluate(async () => {
    const { axe, document } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      document: { getAnimations(): Animation[] };
    };
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)));
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
