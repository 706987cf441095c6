import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../tests/system/browser.ts';
import { newDataDir, removeDataDir, startCampus } from '../tests/system/campus.ts';
import { lighthouseScores } from './web/lighthouse.ts';
import { longList } from './web/long-list.ts';
import { type Loaded, load, median, openPhone, SLOWER, seenOn, WATCH } from './web/phone.ts';
import { measureScreens } from './web/screens.ts';

const LOADS = 5;
const SCREENS = 40;
const LONG = 1_000;
const LONG_SLOWER = 2;

/**
 * The built app on a cheap phone: 390 px, a four times slower CPU. The first load of every screen without a cache; home's, five times;
 * then scrolling through the demo campus while posts are liked; then a list of a thousand posts.
 * `--lighthouse`: instead, Lighthouse's scores of every screen.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { lighthouse: { type: 'boolean', default: false } },
  });
  if (!chromiumPath) throw new Error('Chromium is needed: install your system’s package, or set CHROMIUM.');
  const dataDir = newDataDir();
  const campus = await startCampus({ dataDir, env: { ROLES: 'all' } });
  const browser = await openBrowser();
  try {
    if (values.lighthouse) return await lighthouseScores(campus.url);
    // First, so that the server has finished what follows its start when home is measured.
    await measureScreens(browser, campus.url);
    const loads: Loaded[] = [];
    for (let turn = 1; turn <= LOADS; turn++) {
      const context = await openPhone(browser, campus.url);
      const { page, loaded } = await load(context, `${campus.url}/home`, 'article');
      loads.push(loaded);
      if (turn === LOADS) await scroll(page);
      await context.close();
    }
    const of = (name: keyof Loaded) => median(loads.map((load) => load[name]));
    console.log(`home, first load, 390 px, processor ${SLOWER} × slower, ${LOADS} loads, medians:`);
    console.log(
      `  script, compressed ${(of('script') / 1000).toFixed(0)} kB (goal ≤ 170); all ${(of('all') / 1000).toFixed(0)} kB`,
    );
    console.log(`  and once the page rests ${(of('later') / 1000).toFixed(0)} kB of script`);
    console.log(`  LCP ${of('lcp').toFixed(0)} ms (goal ≤ 2,000); CLS ${of('cls').toFixed(3)} (goal ≤ 0.02)`);
    const long = await longList(browser, campus.url, { count: LONG, slower: LONG_SLOWER, watch: WATCH });
    console.log(`home with ${LONG} posts, processor ${LONG_SLOWER} × slower, at its end:`);
    console.log(
      `  ${long.elements} elements, ${long.heap.toFixed(0)} MB of script's memory; ${long.work.toFixed(1)} s of work to get there`,
    );
    console.log(
      `  slowest answer to "like" ${long.slowestLike.toFixed(0)} ms (goal ≤ 200); CLS ${long.cls.toFixed(3)}`,
    );
    console.log(
      `  back from another page ${long.back} ms, ${long.offBy.toFixed(0)} px off the place that one left`,
    );
  } finally {
    await browser.close();
    await campus.stop();
    removeDataDir(dataDir);
  }
}

async function scroll(page: Page): Promise<void> {
  for (let screen = 0; screen < SCREENS; screen++) {
    await page.mouse.wheel(0, 844);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
    if (screen % 5 !== 4) continue;
    const like = page.getByRole('button', { name: /^Beğen/ });
    const buttonOffsets = await like.evaluateAll((buttons) =>
      buttons.map((button) => button.getBoundingClientRect().top),
    );
    const onScreen = buttonOffsets.findIndex((top) => top > 100 && top < 700);
    if (onScreen >= 0) await like.nth(onScreen).click();
  }
  const { slowest, cls } = await seenOn(page);
  const posts = await page.locator('article').count();
  console.log(
    `scrolling ${posts} posts with likes: slowest answer ${slowest.toFixed(0)} ms (goal ≤ 200); CLS ${cls.toFixed(3)}`,
  );
}
