import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** Runs in the page. */
const hasFocus = (element: { ownerDocument: { activeElement: unknown } | null }): boolean =>
  element === element.ownerDocument?.activeElement;

describe.skipIf(!chromiumPath)('what has been shared in a conversation, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const upload = async (identifier: string, content: Blob, name: string, alt?: string): Promise<string> => {
    const form = new FormData();
    if (alt !== undefined) form.set('alt', alt);
    form.set('file', content, name);
    const response = await fetch(campus.at('/api/v1/media'), {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf(campus, identifier)}` },
      body: form,
    });
    return ((await response.json()) as { id: string }).id;
  };
  let sent = 0;
  const send = async (identifier: string, id: string, body: object) => {
    sent += 1;
    const answer = await call(campus, 'POST', `/api/v1/conversations/${id}/messages`, {
      token: await tokenOf(campus, identifier),
      body: { clientId: `paylaşılan-${sent}`, ...body },
    });
    expect(answer.status).toBe(201);
    return answer.body as { id: string; seq: number };
  };

  test.for([
    ['a phone', PHONE],
    ['a desk', DESK],
  ] as const)(
    'on %s pictures open in the viewer, files and links in rows; each leads to its message',
    async ([, viewport]) => {
      const id = await makeConversation(campus, 'fatih_ege', viewport === PHONE ? 'zeynep_ts' : 'tuna_o');
      const bytes = new Blob([new Uint8Array(await picture(900, 600).png().toBuffer())]);
      const first = await send('fatih_ege', id, {
        type: 'image',
        mediaIds: [await upload('fatih_ege', bytes, 'a.png', 'Eski bir afiş')],
      });
      await send('fatih_ege', id, {
        type: 'file',
        mediaIds: [await upload('fatih_ege', new Blob(['Ders notu']), 'not.txt')],
      });
      await send('fatih_ege', id, { content: 'Program burada: https://example.com/program' });
      for (let index = 0; index < 60; index++) await send('fatih_ege', id, { content: `Dolgu ${index}` });
      await send('fatih_ege', id, {
        type: 'image',
        mediaIds: [await upload('fatih_ege', bytes, 'b.png', 'Yeni bir afiş')],
      });

      const { context, page } = await signedInDevice(browser, campus, 'fatih_ege', {
        path: `/messages/${id}`,
        viewport,
        bypassCSP: true,
      });
      await page.getByText('Dolgu 59').waitFor();
      expect(await page.locator(`[data-seq="${first.seq}"]`).count()).toBe(0);
      await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
      await page.getByRole('button', { name: 'Fotoğraflar, videolar, dosyalar ve bağlantılar' }).click();
      const sheet = page.getByRole('dialog', { name: 'Fotoğraflar, videolar, dosyalar ve bağlantılar' });
      const pictures = sheet.getByRole('button', { name: /^Büyüt: / });
      await pictures.first().waitFor();
      await expect
        .poll(() => sheet.getByRole('button', { name: 'Bilgilere dön' }).evaluate(hasFocus))
        .toBe(true);
      expect(await pictures.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
        'Büyüt: Yeni bir afiş',
        'Büyüt: Eski bir afiş',
      ]);
      expect(await violations(page)).toEqual([]);

      await page.keyboard.press('Enter');
      const opener = page.getByRole('button', { name: 'Fotoğraflar, videolar, dosyalar ve bağlantılar' });
      await expect.poll(() => opener.evaluate(hasFocus)).toBe(true);
      await page.keyboard.press('Enter');

      await sheet.getByRole('tab', { name: 'Bağlantılar' }).click();
      const link = sheet.getByRole('link', { name: 'https://example.com/program' });
      await link.waitFor();
      expect(await link.getAttribute('rel')).toContain('noopener');
      await sheet.getByRole('tab', { name: 'Dosyalar' }).click();
      const download = page.waitForEvent('download');
      await sheet.getByRole('link', { name: /not\.txt/ }).click();
      expect((await download).suggestedFilename()).toBe('not.txt');
      await sheet.getByRole('tab', { name: 'Videolar' }).click();
      await sheet.getByText('Bu konuşmada henüz video yok').waitFor();

      await sheet.getByRole('tab', { name: 'Fotoğraflar' }).click();
      await pictures.last().click();
      const viewer = page.getByRole('dialog', { name: '2 / 2' });
      await viewer.getByRole('img', { name: 'Eski bir afiş', exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      // The viewer gives the focus back to the picture; the sheet is still open.
      await expect
        .poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")'))
        .toBe('Büyüt: Eski bir afiş');
      await pictures.last().click();
      await viewer.getByRole('button', { name: 'Konuşmada göster' }).click();
      await page.locator(`[data-seq="${first.seq}"]`).waitFor();
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      await context.close();
    },
  );
});
