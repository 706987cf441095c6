import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { openBrowser } from './browser.ts';
import { addressOf, type CampusAddress } from './campus.ts';
import type { KeptCampus } from './global-setup.ts';
import './provided.ts';

/**
 * The campus that the test files of this worker share, one after the other. It has every role and no rate limits. A file makes what
 * it asserts on, such as conversations and posts, or uses members that no other file changes. It resolves the reports that it makes.
 * A test that kills processes, changes settings or needs limits opens a campus of its own.
 */
export async function sharedCampus(): Promise<CampusAddress & { siteHost: string }> {
  const response = await fetch(`${inject('campusKeeper')}/${process.env.VITEST_POOL_ID}`);
  if (!response.ok) throw new Error(await response.text());
  const { port, dataDir, siteHost } = (await response.json()) as KeptCampus;
  return { ...addressOf(port, dataDir), siteHost };
}

let browser: Promise<Browser> | undefined;

/** The browser that the test files of this worker share; it ends with the worker. Each device is a context of its own. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= openBrowser();
  return browser;
}

/** Closes the contexts that a failed test has left open. */
export async function closeContexts(): Promise<void> {
  for (const context of (await browser)?.contexts() ?? []) await context.close();
}

const MAX_TEXT = 1_500;

/** Address and visible text of each open page, for the output of a failed test. */
export async function describePages(): Promise<string> {
  const pages = (await browser)?.contexts().flatMap((context) => context.pages()) ?? [];
  const texts = pages.map(async (page) => {
    const text = await page.evaluate('document.body.innerText').catch(String);
    return `${page.url()}\n${String(text).slice(0, MAX_TEXT)}`;
  });
  return (await Promise.all(texts)).join('\n---\n');
}
