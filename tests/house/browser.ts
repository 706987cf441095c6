import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

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
