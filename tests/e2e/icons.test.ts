import { beforeAll, expect, test } from 'vitest';
import type { CampusAddress } from '../system/campus.ts';
import { sharedCampus } from '../system/shared.ts';

let campus: CampusAddress;
beforeAll(async () => {
  campus = await sharedCampus();
});

const ICON_LINK = /<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"/g;

test.for(['/sign-in', '/home', '/no/such/page', '/admin', '/admin/nothing'])(
  'every icon that a browser requests for %s exists',
  async (path) => {
    const html = await (await fetch(`${campus.url}${path}`)).text();
    const linked = [...html.matchAll(ICON_LINK)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    expect(linked.length).toBeGreaterThan(0);
    // Browsers and other programs also request /favicon.ico without a link.
    for (const icon of [...linked, '/favicon.ico']) {
      const response = await fetch(new URL(icon, campus.url));
      expect(response.status, icon).toBe(200);
      expect(response.headers.get('content-type'), icon).toMatch(/^image\//);
    }
  },
);

test('favicon.ico is the same icon in both apps, in any language', async () => {
  const load = async (path: string, language: string) => {
    const response = await fetch(`${campus.url}${path}`, { headers: { 'accept-language': language } });
    return Buffer.from(await response.arrayBuffer());
  };
  const icon = await load('/favicon.ico', 'tr');
  // The header of an icon file: reserved, type 1, three sizes.
  expect([...icon.subarray(0, 6)]).toEqual([0, 0, 1, 0, 3, 0]);
  expect((await load('/favicon.ico', 'en')).equals(icon)).toBe(true);
  expect((await load('/admin/favicon.ico', 'en')).equals(icon)).toBe(true);
});
