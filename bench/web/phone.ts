import type { Browser, BrowserContext, Page } from 'playwright-core';

export const SLOWER = 4;
/** Longer than the delay of idle-time loading. */
const AT_REST_MS = 7_000;

export const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Records the browser's paint, layout-shift and event timings from the start of every page. Runs in the page. */
export const WATCH = `
  globalThis.seen = { lcp: 0, cls: 0, slowest: 0 };
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, durationThreshold: 16 });
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  watch('event', (entry) => { if (entry.interactionId) seen.slowest = Math.max(seen.slowest, entry.duration); });
`;

export interface Seen {
  /** Milliseconds. */
  lcp: number;
  cls: number;
  /** The longest time from a press or key to the next frame, in ms. */
  slowest: number;
}

/** Transferred bytes. */
export interface Loaded extends Seen {
  script: number;
  all: number;
  /** Scripts that are loaded once the page is idle. */
  later: number;
}

export const seenOn = (page: Page): Promise<Seen> =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

/** A member of the demo campus on a phone of 390 px with an empty cache. */
export async function openPhone(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'tr-TR' });
  await context.request.post(`${url}/api/v1/auth/login`, {
    data: { identifier: 'derya', password: 'kampus-cinari-2026' },
    headers: { 'x-session-mode': 'cookie' },
  });
  return context;
}

/** Opens a page with a CPU that is `SLOWER`. @param until  an element that is there when it has loaded */
export async function load(
  context: BrowserContext,
  address: string,
  until: string,
): Promise<{ page: Page; loaded: Loaded }> {
  const page = await context.newPage();
  await page.addInitScript({ content: WATCH });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const types = new Map<string, string>();
  const bytes = { script: 0, all: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (types.get(requestId) === 'Script') bytes.script += encodedDataLength;
  });
  await page.goto(address);
  await page.locator(until).first().waitFor();
  await page.waitForLoadState('networkidle');
  const first = { ...bytes };
  // Wait for idle-time loading; code of menus and dialogs is loaded when they open.
  await page.waitForTimeout(AT_REST_MS);
  return { page, loaded: { ...(await seenOn(page)), ...first, later: bytes.script - first.script } };
}
