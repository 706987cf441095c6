import type { Browser, Page } from 'playwright-core';

const PAGE = 20;
const CARD = 'article[data-post]';

interface Post {
  id: string;
  entryId?: string;
}

/** Repeats the same few posts under new ids, in falling time order, until there are `count`. */
function pages(
  few: Post[],
  count: number,
): (cursor: string | null) => { items: Post[]; nextCursor: string | null } {
  const idOf = (index: number) =>
    `01a00000-0000-7000-8000-${(10 ** 11 - index).toString().padStart(12, '0')}`;
  return (cursor) => {
    const from = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => ({
      ...few[(from + index) % few.length],
      id: idOf(from + index),
      entryId: idOf(from + index),
    }));
    return { items, nextCursor: from + PAGE < count ? String(from + PAGE) : null };
  };
}

export interface LongList {
  /** DOM elements in the page at the end of the list. */
  elements: number;
  /** The page's JavaScript heap at the end, after garbage collection, in MB. */
  heap: number;
  /** CPU time of the page from the top of the list to its end, in s, at normal speed. */
  work: number;
  cls: number;
  /** From the press on "like" at the end of the list to the next frame, in ms: the longest of five. */
  slowestLike: number;
  /** From going back to the list until its cards are on the screen, in ms. */
  back: number;
  /** How far the opened card is from its earlier position, in px. */
  offBy: number;
}

/** Home with `count` posts on a phone: to its end, likes there, into a post and back. */
export async function longList(
  browser: Browser,
  url: string,
  options: { count: number; slower: number; watch: string },
): Promise<LongList> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'tr-TR' });
  try {
    await context.request.post(`${url}/api/v1/auth/login`, {
      data: { identifier: 'derya', password: 'kampus-cinari-2026' },
      headers: { 'x-session-mode': 'cookie' },
    });
    const few = (await (await context.request.get(`${url}/api/v1/feed/home?limit=60`)).json()) as {
      items: Post[];
    };
    const response = pages(few.items, options.count);
    const page = await context.newPage();
    await page.addInitScript({ content: options.watch });
    await page.route('**/api/v1/feed/home?*', (route) =>
      route.fulfill({ json: response(new URL(route.request().url()).searchParams.get('cursor')) }),
    );
    await page.route('**/api/v1/posts/*/like', (route) =>
      route.fulfill({
        json: { viewer: { liked: true, reposted: false, bookmarked: false }, likeCount: 7, repostCount: 0 },
      }),
    );
    await page.route('**/api/v1/feed/home/position', (route) => route.fulfill({ status: 204 }));
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: options.slower });
    await devtools.send('Performance.enable');
    const metric = async (name: string) =>
      (await devtools.send('Performance.getMetrics')).metrics.find((metricRow) => metricRow.name === name)
        ?.value ?? 0;

    await page.goto(`${url}/home`);
    await page.locator(CARD).first().waitFor();
    const before = await metric('TaskDuration');
    const end = page.getByText('Hepsi bu');
    for (let screen = 0; screen < options.count && (await end.count()) === 0; screen++) {
      await page.mouse.wheel(0, 1_600);
      await page.evaluate(
        'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
      );
    }
    await end.waitFor();
    const work = ((await metric('TaskDuration')) - before) / options.slower;
    const elements = (await page.evaluate('document.querySelectorAll("*").length')) as number;
    await devtools.send('HeapProfiler.collectGarbage');
    const heap = (await metric('JSHeapUsedSize')) / 1e6;
    await page.evaluate('seen.slowest = 0');
    for (let press = 0; press < 5; press++) {
      const like = page.getByRole('button', { name: /^Beğen/ });
      const tops = await like.evaluateAll((found) =>
        found.map((metricRow) => metricRow.getBoundingClientRect().top),
      );
      const shown = tops.flatMap((top, index) => (top > 100 && top < 700 ? [index] : []));
      await like.nth(shown[press % shown.length] ?? 0).click();
      await page.waitForTimeout(300);
    }
    const { slowest, cls } = (await page.evaluate('seen')) as { slowest: number; cls: number };
    const { back, offBy } = await thereAndBack(page);
    return { elements, heap, work, cls, slowestLike: slowest, back, offBy };
  } finally {
    await context.close();
  }
}

async function thereAndBack(page: Page): Promise<{ back: number; offBy: number }> {
  await page.mouse.wheel(0, -9_000);
  await page.waitForTimeout(1_500);
  const where = `(() => {
    const card = [...document.querySelectorAll('${CARD}')].find((one) => one.getBoundingClientRect().top > 80);
    return card && { entry: card.dataset.entry, top: card.getBoundingClientRect().top };
  })()`;
  const left = (await page.evaluate(where)) as { entry: string; top: number };
  const card = page.locator(`${CARD}[data-entry="${left.entry}"]`);
  await card.locator('a[href^="/u/"]').nth(1).click();
  await page.waitForURL('**/u/**');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(1_000);
  const startedAt = Date.now();
  await page.goBack();
  await page.locator(CARD).first().waitFor();
  await card.waitFor({ timeout: 5_000 }).catch(() => undefined);
  const back = Date.now() - startedAt;
  await page.waitForTimeout(700);
  const top = (await card.count())
    ? await card.evaluate((metricRow) => metricRow.getBoundingClientRect().top)
    : Number.NaN;
  return { back, offBy: Math.abs(top - left.top) };
}
