import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath } from '../system/browser.ts';
import { type CampusAddress, call } from '../system/campus.ts';
import { closeContexts, sharedBrowser, sharedCampus } from '../system/shared.ts';

const PASSWORD = 'mor kestane bulut 71';

/** What a person reads, by language. */
const texts = {
  'tr-TR': {
    email: 'Üniversite e-postası',
    register: 'Hesap aç',
    username: 'Kullanıcı adı',
    password: 'Parola',
    code: 'Doğrulama kodu',
    name: 'Adın',
    next: 'Devam',
    skip: 'Atla',
    back: 'Önceki adım',
    later: 'Sonra devam et, akışa git',
    finish: 'Akışa git',
    progress: (place: number) => `Adım ${place} / 5`,
    steps: [
      /^Hoş geldin/,
      'Nerede okuyorsun?',
      'Neler ilgini çekiyor?',
      'Kimleri takip edeceksin?',
      'Haberin olsun',
    ],
    crop: 'Bunu kullan',
    uploaded: 'Fotoğrafın yüklendi.',
    department: 'Bölüm',
    year: 'Mezuniyet yılı',
    typed: 'bilgisay',
    found: 'Bilgisayar Mühendisliği',
    hashtags: 'Etiketler',
    hashtag: 'Başka bir etiket',
    add: 'Ekle',
    refused: 'Tek kelime yaz: harf, rakam ve alt çizgi.',
    all: 'Hepsini takip et',
    undo: 'Geri al',
    following: /^Takiptesin/,
    card: 'Karşılamanı tamamla',
    cardProgress: (passed: number) => `5 adımdan ${passed} tanesi tamam`,
    dismiss: 'Bir daha gösterme',
    suggested: 'Kampüsünden öneri',
    compose: 'Yaz',
    text: 'Gönderin',
    send: 'Paylaş',
  },
  'en-GB': {
    email: 'University email',
    register: 'Create an account',
    username: 'Username',
    password: 'Password',
    code: 'Code',
    name: 'Your name',
    next: 'Continue',
    skip: 'Skip',
    back: 'Previous step',
    later: 'Continue later, go to home',
    finish: 'Go to home',
    progress: (place: number) => `Step ${place} of 5`,
    steps: [
      /^Welcome, /,
      'What do you study?',
      'What are you interested in?',
      'Whom will you follow?',
      'Don’t miss a thing',
    ],
    crop: 'Use this',
    uploaded: 'Your picture is uploaded.',
    department: 'Department',
    year: 'Year of graduation',
    typed: 'computer',
    found: 'Computer Engineering',
    hashtags: 'Hashtags',
    hashtag: 'Another hashtag',
    add: 'Add',
    refused: 'Write one word: letters, digits and underscores.',
    all: 'Follow all',
    undo: 'Undo',
    following: /^Following/,
    card: 'Finish your welcome',
    cardProgress: (passed: number) => `${passed} of 5 steps done`,
    dismiss: 'Don’t show again',
    suggested: 'Suggested from your campus',
    compose: 'New post',
    text: 'Your post',
    send: 'Post',
  },
};
type Texts = (typeof texts)['tr-TR'];
const LOCALES = ['tr-TR', 'en-GB'] as const;

/** The buttons and the whole width of a step are on the smallest screen, without scrolling. */
async function checkScreen(page: Page, t: Texts, place: number): Promise<void> {
  await page.getByRole('progressbar', { name: t.progress(place) }).waitFor();
  const heading = page.getByRole('heading', { level: 1, name: t.steps[place - 1] as string | RegExp });
  await heading.waitFor();
  await expect.poll(() => heading.evaluate(hasFocus)).toBe(true);
  const next = page.getByRole('button', { name: place === 5 ? t.finish : t.next, exact: true });
  await expect.poll(() => next.evaluate(isInView)).toBe(true);
  expect(await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)).toBe(true);
}

/** Runs in the page. */
const hasFocus = (element: { ownerDocument: { activeElement: unknown } | null }): boolean =>
  element === element.ownerDocument?.activeElement;

/** Runs in the page. */
const isInView = (element: {
  getBoundingClientRect(): { top: number; bottom: number; height: number };
  ownerDocument: { documentElement: { clientHeight: number } } | null;
}): boolean => {
  const { top, bottom, height } = element.getBoundingClientRect();
  return top >= 0 && bottom <= (element.ownerDocument?.documentElement.clientHeight ?? 0) && height >= 44;
};

describe.skipIf(!chromiumPath)('the welcome, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });
  afterAll(closeContexts);

  async function codeSentTo(address: string): Promise<string | undefined> {
    const folder = join(campus.dataDir, 'mail');
    for (const name of readdirSync(folder).sort().reverse()) {
      const newest = await PostalMime.parse(readFileSync(join(folder, name)));
      if (newest.to?.[0]?.address === address) return newest.text?.match(/: (\d{6})$/m)?.[1];
    }
    return undefined;
  }

  async function device(locale: keyof typeof texts, viewport = { width: 320, height: 568 }): Promise<Page> {
    const context = await browser.newContext({ locale, viewport, bypassCSP: true });
    return context.newPage();
  }

  /** Registers in the browser and confirms by the emailed code. */
  async function register(page: Page, t: Texts, username: string, displayName: string): Promise<void> {
    const email = `${username}@std.bogazici.edu.tr`;
    await page.goto(campus.at('/register'));
    await page.getByLabel(t.email).fill(email);
    await page.getByLabel(t.name, { exact: true }).fill(displayName);
    await page.getByLabel(t.username).fill(username);
    await page.getByLabel(t.password, { exact: true }).fill(PASSWORD);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: t.register }).click();
    await page.waitForURL('**/verify**');
    await expect.poll(() => codeSentTo(email), { timeout: 15_000 }).toBeDefined();
    await page.getByLabel(t.code).fill((await codeSentTo(email)) ?? '');
    await page.waitForURL('**/welcome**');
  }

  async function signIn(identifier: string): Promise<string> {
    const { body } = await call(campus, 'POST', '/api/v1/auth/login', {
      body: { identifier, password: PASSWORD },
    });
    return body.accessToken;
  }

  test.each(firstCases(LOCALES, 1))(
    'from the registration to the first post, with every step, a reload and another device (%s)',
    async (locale) => {
      const t: Texts = texts[locale];
      const username = `ilk_gun_${locale.slice(0, 2)}`;
      const page = await device(locale);
      const next = () => page.getByRole('button', { name: t.next, exact: true }).click();
      await register(page, t, username, 'Işıl Çağlar');

      await checkScreen(page, t, 1);
      expect(await violations(page)).toEqual([]);
      const buffer = await picture(600, 900).png().toBuffer();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'ben.png', mimeType: 'image/png', buffer });
      await page.getByRole('dialog').getByRole('button', { name: t.crop, exact: true }).click();
      await page.getByText(t.uploaded).waitFor();
      await page.getByLabel(t.name, { exact: true }).fill('Işıl Ç.');
      await next();

      await checkScreen(page, t, 2);
      await page.getByLabel(t.department).fill(t.typed);
      await page.getByRole('option', { name: t.found }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await page.getByLabel(t.department).inputValue()).toBe(t.found);
      await page.getByLabel(t.year).selectOption({ index: 4 });
      await next();

      await checkScreen(page, t, 3);
      expect(await violations(page)).toEqual([]);
      const hashtag = page.getByRole('list', { name: t.hashtags }).getByRole('button').first();
      await hashtag.click();
      await page.getByLabel(t.hashtag).fill('#ilk gün');
      await page.getByRole('button', { name: t.add, exact: true }).click();
      // The reason is above the bar, and the step is not passed.
      const refusal = page.getByText(t.refused);
      const bottom = async () => {
        const box = await refusal.boundingBox();
        return (box?.y ?? Number.NaN) + (box?.height ?? 0);
      };
      const bar = async () =>
        (await page.getByRole('button', { name: t.next, exact: true }).boundingBox())?.y ?? 0;
      await expect.poll(async () => (await bar()) - (await bottom())).toBeGreaterThan(0);
      await page.evaluate('window.scrollTo(0, 0)');
      await next();
      await expect.poll(async () => (await bar()) - (await bottom())).toBeGreaterThan(0);
      await page.getByLabel(t.hashtag).fill(`ilkgün_${locale.slice(0, 2)}`);
      await page.keyboard.press('Enter');
      const own = page.getByRole('button', { name: `#ilkgün_${locale.slice(0, 2)}` });
      expect(await own.getAttribute('aria-pressed')).toBe('true');
      expect(await hashtag.getAttribute('aria-pressed')).toBe('true');
      await next();
      await checkScreen(page, t, 4);

      // Another device goes on where this one is.
      const token = await signIn(username);
      const me = (await call(campus, 'GET', '/api/v1/auth/me', { token })).body;
      expect(me.user.displayName).toBe('Işıl Ç.');
      expect(me.profile).toMatchObject({ department: t.found, avatarUrl: expect.any(String) });
      expect(me.profile.graduationYear).toBeGreaterThan(2025);
      expect(me.welcome).toEqual({
        passed: ['picture', 'study', 'interests'],
        remaining: ['people', 'notifications'],
      });
      await page.goto(campus.at('/welcome'));
      await checkScreen(page, t, 4);
      expect(await violations(page)).toEqual([]);

      await page.getByRole('button', { name: t.all }).click();
      await page.getByRole('button', { name: t.undo }).click();
      await expect.poll(() => page.getByRole('button', { name: t.following }).count()).toBe(0);
      await page.getByRole('button', { name: t.all }).click();
      await page.getByRole('button', { name: t.following }).nth(4).waitFor();
      await next();

      await checkScreen(page, t, 5);
      await page.getByRole('button', { name: t.finish, exact: true }).click();
      await page.waitForURL('**/home');
      await page.locator('article').first().waitFor();
      expect(await page.getByRole('heading', { name: t.card }).count()).toBe(0);

      await page.getByRole('button', { name: t.compose, exact: true }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel(t.text).fill('İlk gönderim #ilkgün');
      await sheet.getByRole('button', { name: t.send, exact: true }).click();
      await page.locator('article').getByText('İlk gönderim').waitFor();
      // Over: it leads home.
      await page.goto(campus.at('/welcome'));
      await page.waitForURL('**/home');
    },
  );

  test.each(firstCases(LOCALES.toReversed(), 1))(
    'all of it can be left: each step skipped, the browser’s back button, later, and the card at home (%s)',
    async (locale) => {
      const t: Texts = texts[locale];
      const username = `acelesi_var_${locale.slice(0, 2)}`;
      const page = await device(locale, { width: 390, height: 844 });
      await register(page, t, username, 'Can Tez');
      await checkScreen(page, t, 1);
      await page.getByRole('button', { name: t.skip, exact: true }).click();
      await checkScreen(page, t, 2);
      await page.goBack();
      await checkScreen(page, t, 1);
      await page.getByRole('button', { name: t.skip, exact: true }).click();
      await page.getByRole('button', { name: t.back }).click();
      await checkScreen(page, t, 1);
      await page.getByRole('button', { name: t.later }).click();
      await page.waitForURL('**/home');
      await page.getByText(t.suggested).first().waitFor();

      await page.getByText(t.cardProgress(1)).waitFor();
      expect(await violations(page)).toEqual([]);
      const card = page.getByRole('region', { name: t.card });
      await card.getByRole('link', { name: t.next }).click();
      await checkScreen(page, t, 2);
      for (const place of [3, 4, 5]) {
        await page.getByRole('button', { name: t.skip, exact: true }).click();
        await checkScreen(page, t, place);
      }
      await page.getByRole('switch').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: t.later }).click();
      await page.getByText(t.cardProgress(4)).waitFor();
      await card.getByRole('button', { name: t.dismiss }).click();
      await card.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: t.undo }).click();
      await card.waitFor();
      await card.getByRole('button', { name: t.dismiss }).click();
      await card.waitFor({ state: 'detached' });
      expect(
        (await call(campus, 'GET', '/api/v1/auth/me', { token: await signIn(username) })).body.welcome,
      ).toBeNull();
    },
  );
});
