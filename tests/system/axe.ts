import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { axePath } from './axe-path.ts';
import './provided.ts';

/** The part of the DOM's Animation that is used here: these files are checked without the DOM types. */
interface Animation {
  effect: { getComputedTiming(): { endTime: number } };
  finished: Promise<unknown>;
}

/**
 * What axe finds on the page once animations have ended (a dialog that is fading in has no contrast), in the light theme and in
 * the dark one, which differs only in colours; each with its first element. Needs a context with
 * `bypassCSP`. The script comes from a server, so that the browser keeps it compiled; offline, from the file.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis')))
    await page
      .addScriptTag({ url: `${inject('campusKeeper')}/axe.js` })
      .catch(() => page.evaluate(readFileSync(axePath, 'utf8')));
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
      .filter((animation) => animation.effect.getComputedTiming().endTime < 2_000); // not endless animations such as spinners and countdowns
    await Promise.all(finite.map((animation) => animation.finished.catch(() => undefined)));
    // What passes is not described: that takes as long as all checks.
    const found = await axe.run({ resultTypes: ['violations'], ...axeOptions });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, options);
