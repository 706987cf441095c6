import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openSettledPage, signedInDevice } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('discovery, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  async function device(identifier: string): Promise<Page> {
    return (await signedInDevice(browser, campus, identifier)).page;
  }
  /** Reloads a page until the jobs of the start have produced what it shows. */
  async function see(page: Page, path: string, what: string): Promise<void> {
    await expect
      .poll(
        async () => {
          await openSettledPage(page, campus.at(path));
          return page.getByRole('main').locator(what).count();
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0);
  }
  const main = (page: Page) => page.getByRole('main');

  test('a post in explore shows why it is there; the parts add up to its score', async () => {
    const page = await device('elif_arslan');
    await see(page, '/explore', 'article');
    await main(page).locator('article button[aria-haspopup=dialog]').first().click();
    const sheet = page.getByRole('dialog', { name: 'Neden burada?' });
    const read = async (cells: ReturnType<Page['locator']>) =>
      (await cells.allTextContents()).map((words) =>
        Number(words.replaceAll('.', '').replace('−', '-').trim()),
      );
    await sheet.locator('tbody tr').first().waitFor();
    const points = await read(sheet.locator('tbody tr td:last-child'));
    const [total] = await read(sheet.locator('tfoot td'));
    expect(points.reduce((sum, part) => sum + part, 0)).toBe(total);
    await page.context().close();
  }, 60_000);

  test('a trend leads to its page, is shown next to the column, and is followed until it is unfollowed in the list', async () => {
    const page = await device('elif_arslan');
    await see(page, '/explore/trending', 'a[href$="/hashtags/ilkkar"]');
    await page
      .getByRole('complementary')
      .getByRole('link', { name: /#ilkkar/ })
      .waitFor();
    await main(page).getByText('Herkes', { exact: true }).click();
    await main(page)
      .getByRole('link', { name: /#ilkkar/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: '#ilkkar' }).waitFor();
    const isFollowed = async () => {
      const response = await page.context().request.get(campus.at('/api/v1/hashtags/ilkkar'));
      return (await response.json()).following;
    };
    await main(page).getByRole('button', { name: 'Etiketi takip et' }).click();
    await expect.poll(isFollowed).toBe(true);
    await page.goto(campus.at('/u/elif_arslan/following'));
    await main(page).getByRole('link', { name: 'Takip ettiğin etiketler' }).click();
    await page.waitForURL((url) => url.pathname === '/settings/hashtags');
    await main(page).getByRole('button', { name: 'Takiptesin: #ilkkar' }).click();
    await main(page).getByRole('button', { name: 'Etiketi takip et: #ilkkar' }).waitFor();
    await expect.poll(isFollowed).toBe(false);
    await page.reload();
    await main(page).getByText('Henüz takip ettiğin etiket yok').waitFor();
    await page.context().close();
  }, 60_000);

  test('suggested members are followed, or dismissed and brought back', async () => {
    const page = await device('mert_k');
    await see(page, '/explore/people', 'li');
    const people = main(page).getByRole('list', { name: 'Tanıyor olabileceklerin' });
    const first = people.locator('li').first();
    const name = (await first.locator('a .truncate').first().textContent()) ?? '';
    await first.getByRole('button', { name: `Önerme: ${name}` }).click();
    await expect.poll(() => people.getByText(name, { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Geri al' }).click();
    await people.getByText(name, { exact: true }).waitFor();
    const follow = people.getByRole('button', { name: new RegExp(`^Takip et: ${name}`) });
    await follow.click();
    await people
      .getByRole('button', { name: new RegExp(`^(Takiptesin|İstek gönderildi)[^:]*: ${name}`) })
      .waitFor();
    await page.context().close();
  }, 60_000);

  test('with ranking off home has no order to choose, and explore says only that a post is new', async () => {
    const page = await device('zeynep_ts');
    await page.goto(campus.at('/home'));
    await page.getByRole('combobox', { name: 'Akışın sırası' }).selectOption('top');
    await main(page)
      .locator('article button[aria-haspopup=dialog]', { hasText: 'Neden burada?' })
      .first()
      .waitFor();
    await page.reload();
    await main(page)
      .locator('article button[aria-haspopup=dialog]', { hasText: 'Neden burada?' })
      .first()
      .waitFor();
    await page.goto(campus.at('/settings/feed'));
    await main(page).getByRole('switch', { name: 'Sıralama' }).click();
    await main(page).getByText('Sıralama kapalıyken').waitFor();
    await page.goto(campus.at('/home'));
    await main(page).locator('article').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Akışın sırası' }).count()).toBe(0);
    await page.context().close();
  }, 60_000);

  test('replies are sorted best first; the thread offers newest first, and keeps the choice', async () => {
    const page = await device('elif_arslan');
    const api = page.context().request;
    const found = await (await api.get(campus.at('/api/v1/search/posts?q=%23ilkkar'))).json();
    const busiest = found.items.toSorted(
      (a: { counts: { replies: number } }, b: { counts: { replies: number } }) =>
        b.counts.replies - a.counts.replies,
    )[0];
    const order = page.getByRole('combobox', { name: 'Yanıtların sırası' });
    const last = () => main(page).locator('article').nth(1).textContent();
    await page.goto(campus.at(`/post/${busiest.id}`));
    await order.waitFor();
    expect(await order.inputValue()).toBe('top');
    await order.selectOption('newest');
    const { replies } = await (
      await api.get(campus.at(`/api/v1/posts/${busiest.id}/thread?order=newest`))
    ).json();
    await expect.poll(last).toContain(replies.items[0].author.displayName);
    await page.reload();
    await order.waitFor();
    expect(await order.inputValue()).toBe('newest');
    await page.context().close();
  }, 60_000);

  test('posts are searched as one types, highlighted, filtered, and the search is saved', async () => {
    const page = await device('lena_v');
    await see(page, '/search?q=kutuphane', 'article mark');
    const language = page.getByRole('combobox', { name: 'Dil', exact: true });
    await language.selectOption('en');
    await expect.poll(() => new URL(page.url()).searchParams.get('language')).toBe('en');
    await page.reload();
    await language.waitFor();
    expect(await language.inputValue()).toBe('en');
    await page.getByRole('button', { name: 'Aramayı kaydet' }).click();
    await page.getByRole('button', { name: 'Kayıttan çıkar' }).waitFor();
    await main(page).getByRole('searchbox').fill('');
    await main(page).getByRole('button', { name: 'kutuphane', exact: true }).first().click();
    await main(page).locator('article mark').first().waitFor();
    await page.context().close();
  }, 60_000);
});
