import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('pictures, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const upload = async (accessToken: string, bytes: Buffer, alt: string): Promise<string> => {
    const form = new FormData();
    form.set('alt', alt);
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'resim.png');
    const response = await fetch(campus.at('/api/v1/media'), {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}` },
      body: form,
    });
    return ((await response.json()) as { id: string }).id;
  };
  /** A new post of a member, with an upright picture and a wide one. */
  const postWithPictures = async (identifier: string): Promise<string> => {
    const accessToken = await signIn(campus, identifier);
    const upright = await upload(
      accessToken,
      await picture(900, 1_600).png().toBuffer(),
      'Dik duran bir afiş',
    );
    const wide = await upload(accessToken, await picture(1_600, 900).png().toBuffer(), 'Çimlerde bir masa');
    const { body } = await call(campus, 'POST', '/api/v1/posts', {
      token: accessToken,
      body: { content: 'İki resim', mediaIds: [upright, wide] },
    });
    return body.id;
  };
  /** The scale of the picture that the viewer shows. */
  const scaleOf = (page: Page, alt: string) =>
    page.getByRole('dialog').getByRole('img', { name: alt, exact: true }).evaluate(scaleIn);

  test('the viewer zooms by keys, turns, describes, downloads and gives the focus back', async () => {
    const id = await postWithPictures('derya');
    const { context, page } = await signedInDevice(browser, campus, 'ayse', {
      path: `/post/${id}`,
      bypassCSP: true,
    });
    const opener = page.getByRole('button', { name: 'Büyüt: Dik duran bir afiş' });
    // The list shows previews; the large variants are loaded by the viewer.
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await opener.click();
    const viewer = page.getByRole('dialog', { name: '1 / 2' });
    await viewer.getByRole('img', { name: 'Dik duran bir afiş', exact: true }).waitFor();
    await expect.poll(() => requested.filter((url) => url.includes('/full.webp')).length).toBe(1);
    expect(await violations(page)).toEqual([]);

    await expect.poll(() => scaleOf(page, 'Dik duran bir afiş')).toBeCloseTo(1);
    await page.keyboard.press('+');
    await expect.poll(() => scaleOf(page, 'Dik duran bir afiş')).toBeCloseTo(1.5);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect.poll(() => scaleOf(page, 'Dik duran bir afiş')).toBeCloseTo(1);

    const description = viewer.getByText('Dik duran bir afiş');
    expect(await description.isVisible()).toBe(false);
    await viewer.getByRole('button', { name: 'Açıklamayı göster' }).click();
    await description.waitFor();

    const download = page.waitForEvent('download');
    await viewer.getByRole('link', { name: 'İndir' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^chitlaq-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.webp$/);
    expect((await sharp(await readFile(await file.path())).metadata()).width).toBe(900);

    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: '2 / 2' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate(hasFocus)).toBe(true);
    await context.close();
  });

  test('on a phone a double tap zooms, a swipe turns, and one downwards closes', async () => {
    const id = await postWithPictures('derya');
    const { context, page } = await signedInDevice(browser, campus, 'ayse', {
      viewport: PHONE,
      hasTouch: true,
      reducedMotion: 'reduce',
      path: `/post/${id}`,
    });
    await page.getByRole('button', { name: 'Büyüt: Dik duran bir afiş' }).tap();
    await page.getByRole('dialog', { name: '1 / 2' }).waitFor();
    // With times of their own: on a busy machine two taps may take longer than a double tap may.
    const devtools = await context.newCDPSession(page);
    let now = Date.now() / 1_000;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) => {
      now += 0.04;
      return devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
        timestamp: now,
      });
    };
    const doubleTap = async (x: number, y: number) => {
      now += 1;
      for (const type of ['touchStart', 'touchEnd', 'touchStart', 'touchEnd'] as const)
        await touch(type, x, y);
    };
    const swipe = async (from: [number, number], to: [number, number]) => {
      now += 1;
      await touch('touchStart', ...from);
      await touch('touchMove', ...to);
      await touch('touchEnd', ...to);
    };
    await doubleTap(195, 500);
    await expect.poll(() => scaleOf(page, 'Dik duran bir afiş')).toBeCloseTo(2.5);
    await doubleTap(195, 500);
    await expect.poll(() => scaleOf(page, 'Dik duran bir afiş')).toBeCloseTo(1);
    await swipe([330, 500], [60, 500]);
    await page.getByRole('dialog', { name: '2 / 2' }).waitFor();
    await swipe([195, 200], [195, 700]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await context.close();
  });

  test('an avatar is cropped to the chosen part, one that cannot be shown is uploaded whole, and what is no picture is refused', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      path: '/settings/profile',
      bypassCSP: true,
    });
    // The left half is red, the right half green.
    const halves = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#ff0000' } })
      .composite([
        {
          input: await picture(400, 400, '#00ff00').png().toBuffer(),
          left: 400,
          top: 0,
        },
      ])
      .png()
      .toBuffer();
    const photo = page.getByRole('region', { name: 'Profil fotoğrafı' });
    const choose = (name: string, mimeType: string, buffer: Buffer) =>
      photo.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await choose('yarim.png', 'image/png', halves);
    const dialog = page.getByRole('dialog', { name: 'Fotoğrafı kırp' });
    const stage = dialog.getByRole('region', { name: 'Kırpılacak fotoğraf' });
    await dialog.locator('img').waitFor({ state: 'visible' });
    expect(await violations(page)).toEqual([]);
    await stage.focus();
    // To the right end: the crop shows the left part of the picture.
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowRight');
    const sent = page.waitForRequest(
      (request) => request.url().endsWith('/api/v1/media') && request.method() === 'POST',
    );
    await dialog.getByRole('button', { name: 'Bunu kullan' }).click();
    await sent;
    await page.getByText('Fotoğrafın değişti.').waitFor();
    const url = await photo.locator('img').getAttribute('src');
    const stored = await context.request.get(campus.at(url ?? ''));
    const { channels } = await sharp(await stored.body()).stats();
    const [red, green] = channels.map(({ mean }) => mean);
    expect(red).toBeGreaterThan(240);
    expect(green).toBeLessThan(15);

    await choose('rapor.png', 'image/png', Buffer.from('not a picture'));
    const refused = page.getByRole('dialog', { name: 'Bu dosya bir fotoğraf değil' });
    await refused.getByText('JPEG, PNG').waitFor();
    expect(await refused.getByRole('button', { name: 'Kırpmadan kullan' }).count()).toBe(0);
    await refused.getByRole('button', { name: 'Vazgeç' }).click();

    await choose('bozuk.heic', 'image/heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
    await page.getByRole('dialog', { name: 'Burada kırpılamıyor' }).waitFor();
    await page.getByRole('button', { name: 'Kırpmadan kullan' }).click();
    // The server says what is wrong with it.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await context.close();
  });

  test('a post is shared with a member as a message, and its link is copied', async () => {
    const id = await postWithPictures('derya');
    const { context, page } = await signedInDevice(browser, campus, 'ayse', {
      path: `/post/${id}`,
      permissions: ['clipboard-read', 'clipboard-write'],
      bypassCSP: true,
    });
    const openSheet = async () => {
      await page.locator('article').first().getByRole('button', { name: 'Diğer' }).click();
      await page.getByRole('menuitem', { name: 'Gönderiyi paylaş' }).click();
      const sheet = page.getByRole('dialog', { name: 'Gönderiyi paylaş' });
      await sheet.waitFor();
      return sheet;
    };
    const sheet = await openSheet();
    await sheet.getByLabel('Bir söz ekle').fill('Buna bak');
    await sheet.getByLabel('Kime?').fill('derya');
    await sheet
      .getByRole('button', { name: /^Gönder: / })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await sheet
      .getByRole('button', { name: /^Gönder: Derya/ })
      .first()
      .click();
    await sheet
      .getByRole('button', { name: /^Gönder: Derya/ })
      .getByText('Gönderildi')
      .waitFor();
    await sheet.getByRole('button', { name: 'Bağlantıyı kopyala' }).click();
    await sheet.waitFor({ state: 'detached' });
    const link = campus.at(`/post/${id}`);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    const accessToken = await signIn(campus, 'derya');
    await expect
      .poll(async () => {
        const { body } = await call(campus, 'GET', '/api/v1/conversations?limit=30', { token: accessToken });
        return JSON.stringify(body);
      })
      .toContain('Buna bak');
    await context.close();
  });

  test('links to the landing page and to posts that their author opens have tags', async () => {
    const page = async (path: string) => (await fetch(campus.at(path))).text();
    const landing = await page('/');
    expect(landing).toMatch(/<meta property="og:title" content="Kampüsün kendi çınar altı."/);
    const [, picture = ''] = /<meta property="og:image" content="([^"]+)"/.exec(landing) ?? [];
    const response = await fetch(campus.at(new URL(picture).pathname));
    expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width: 1_200, height: 630 });

    const token = await signIn(campus, 'derya');
    const { body } = await call(campus, 'POST', '/api/v1/posts', {
      token,
      body: { content: 'Herkese açık' },
    });
    expect(await page(`/post/${body.id}`)).not.toContain('og:title');
    await call(campus, 'PATCH', '/api/v1/privacy-settings', { token, body: { publicPreviews: true } });
    expect(await page(`/post/${body.id}`)).toContain(
      '<meta property="og:description" content="Herkese açık"/>',
    );
    await call(campus, 'PATCH', '/api/v1/privacy-settings', { token, body: { publicPreviews: false } });
    expect(await page(`/post/${body.id}`)).not.toContain('og:title');
  });
});

/** The scale of an element. */
const scaleIn = ({ style }: { style: { transform: string } }): number =>
  Number(/scale\(([\d.]+)\)/.exec(style.transform)?.[1]);

const hasFocus = (element: { ownerDocument: { activeElement: unknown } | null }): boolean =>
  element === element.ownerDocument?.activeElement;
