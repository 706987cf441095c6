import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, signedInDevice } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

let campus: CampusAddress;

beforeAll(async () => {
  campus = await sharedCampus();
});

const MEMBER_PAGES = ['/', '/home', '/u/derya', '/hashtags/ders', '/settings/security', '/no/such/page'];
const PAGES = [...MEMBER_PAGES, '/admin', '/admin/members', '/admin/nothing'];

const scriptSources = (policy: string | null) =>
  /script-src ([^;]*)/.exec(policy ?? '')?.[1]?.split(' ') ?? [];

test.for(PAGES)('the policy of %s allows inline scripts only by hash', async (path) => {
  for (const headers of [{}, { 'accept-encoding': 'identity' }] as Record<string, string>[]) {
    const response = await fetch(`${campus.url}${path}`, { headers });
    const sources = scriptSources(response.headers.get('content-security-policy'));
    expect(sources).toContain("'self'");
    expect(sources.filter((source) => source.startsWith("'sha256-")).length).toBeGreaterThan(0);
    expect(sources.join(' ')).not.toMatch(/unsafe|\*|https?:/);
    expect(response.headers.get('cache-control')).not.toMatch(/s-maxage|public/);
  }
});

test('no URL caches one language for everybody', async () => {
  const titles = await Promise.all(
    ['tr', 'en'].map(async (language) => {
      const response = await fetch(`${campus.url}/sign-in`, { headers: { 'accept-language': language } });
      expect(response.headers.get('vary')).toMatch(/accept-language/i);
      expect(response.headers.get('vary')).toMatch(/cookie/i);
      expect(response.headers.get('cache-control')).toMatch(/private/);
      return /<html[^>]* lang="(\w+)"/.exec(await response.text())?.[1];
    }),
  );
  expect(titles).toEqual(['tr', 'en']);
});

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
  });

  test('pages work under their policy, and an injected inline script does not run', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'bora');
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    for (const path of ['/home', '/u/derya', '/settings/security', '/admin/members']) {
      await page.goto(campus.at(path));
      await page.locator('main').first().waitFor();
      await page.waitForLoadState('networkidle');
    }
    expect(refused).toEqual([]);

    // A reload: the browser asks whether the page has changed.
    await page.goto(campus.at('/home'));
    await page.reload();
    await page.locator('article').first().waitFor();
    expect(refused).toEqual([]);

    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const picture = document.createElement('div');
      picture.innerHTML = '<img src="data:," onerror="window.ran = true">';
      document.body.append(picture);
      return new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve(window.ran === true), { once: true });
      });
    })()`);
    expect(ran).toBe(false);
    await context.close();
  });
});
