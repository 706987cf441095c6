import type { Browser, Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, DEMO_PASSWORD, signIn, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('from a report to the reversal', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('a member is reported, suspended, told why, appeals, and comes back', async () => {
    const content = 'Yurt odası devrediyorum, yazın.';
    const author = await signIn(campus, 'gulsah_m');
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', { token: author, body: { content } });

    const { page: reporter } = await signedInDevice(browser, campus, 'priya_n', {
      viewport: PHONE,
      path: `/post/${post.id}`,
    });
    const card = reporter.getByRole('article').filter({ hasText: content });
    await card.getByRole('button', { name: 'Diğer', exact: true }).click();
    await reporter.getByRole('menuitem', { name: 'Bildir', exact: true }).click();
    await reporter.getByLabel('Reklam ya da istenmeyen içerik').check();
    await reporter.getByRole('dialog').getByRole('button', { name: 'Bildir' }).click();
    await reporter.getByRole('dialog').waitFor({ state: 'detached' });
    await reporter.goto(campus.at('/settings/reports'));
    const own = reporter.getByRole('listitem').filter({ hasText: 'Bir gönderi bildirdin' });
    await own.getByText('İnceleniyor').waitFor();
    await own.getByText(/^Yanıt en geç: /).waitFor();
    expect(await violations(reporter)).toEqual([]);

    const { page: admin } = await signedInDevice(browser, campus, 'bora', { path: '/admin/reports' });
    await admin.getByRole('button', { name: 'Üyeyi askıya al' }).click();
    const decision = admin.getByRole('dialog');
    // The rule that the report names is suggested.
    await expect.poll(() => decision.getByLabel('Hangi kural?').inputValue()).toBe('spam');
    await decision.getByLabel('Yazana ne söylensin?').fill('Aynı ilanı her yere yazıyorsun.');
    await decision.getByLabel('Neden böyle karar verdin?').fill('Üçüncü kez.');
    await decision.getByRole('button', { name: 'Askıya al' }).click();
    await admin.getByText('Bekleyen bir şey yok').waitFor();

    await reporter.reload();
    await own.getByText('Gereği yapıldı').waitFor();
    await reporter.context().close();

    const context = await browser.newContext({ locale: 'tr-TR', viewport: PHONE, bypassCSP: true });
    const member = await context.newPage();
    await member.goto(campus.at('/sign-in'));
    await member.getByLabel('E-posta ya da kullanıcı adı').fill('gulsah_m');
    await member.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD);
    await member.getByRole('button', { name: 'Giriş yap' }).click();
    await member.getByRole('heading', { name: 'Hesabın askıda' }).waitFor();
    await member.getByText('Aynı ilanı her yere yazıyorsun.').waitFor();
    await member.getByText('İstenmeyen içerik yok').waitFor();
    expect(await member.getByText('Üçüncü kez.').count()).toBe(0);
    expect(await violations(member)).toEqual([]);
    // Their data are theirs all the same.
    await member.getByRole('heading', { name: 'Hesabının kopyası' }).waitFor();
    await member.getByRole('button', { name: 'Kopya iste' }).click();
    const copy = member.getByRole('link', { name: 'İndir' });
    await copy.waitFor();
    await member.getByText(/gününe kadar indirebilirsin/).waitFor();
    expect(await violations(member)).toEqual([]);
    const archive = campus.at((await copy.getAttribute('href')) ?? '');
    const [mine, other] = [await context.request.get(archive), await admin.request.get(archive)];
    expect([mine.status(), mine.headers()['content-type'], other.status()]).toEqual([
      200,
      'application/zip',
      404,
    ]);
    await admin.context().close();
    // The app itself leads back here.
    await member.goto(campus.at('/home'));
    await member.waitForURL('**/suspended');
    await member.getByText('Makbuzu doğrula').first().click();
    await member.getByRole('button', { name: 'Makbuzu doğrula' }).click();
    await member.getByText(/^Makbuz doğru/).waitFor();
    await member.getByRole('button', { name: 'İtiraz et' }).click();
    await member.getByLabel('Karar neden geri alınmalı?').fill('İlanı bir kez yazdım, ötekiler benim değil.');
    await member.getByRole('button', { name: 'İtirazı gönder' }).click();
    await member.getByText('İnceleniyor').waitFor();

    const { page: owner } = await signedInDevice(browser, campus, 'ayse', { path: '/admin/appeals' });
    await owner.getByText('İlanı bir kez yazdım').waitFor();
    await owner.getByRole('button', { name: 'Kabul et' }).click();
    await owner.getByLabel('Üyeye yanıtın').fill('Haklısın, karıştırmışız.');
    await owner.getByRole('dialog').getByRole('button', { name: 'Kabul et' }).click();
    await owner.getByText('Bekleyen itiraz yok').waitFor();
    await owner.context().close();

    // The session that read and appealed is a member's session again.
    await member.goto(campus.at('/settings/decisions'));
    await member.getByText('Haklısın, karıştırmışız.').waitFor();
    await member.getByText('Geri alındı').waitFor();
    const seen = await call(campus, 'GET', `/api/v1/posts/${post.id}`, {
      token: await tokenOf(campus, 'priya_n'),
    });
    expect(seen.body.content).toBe(content);
    await context.close();
  });

  test('on a phone a case is decided in four presses, and the muted member reads until when and why', async () => {
    const author = await signIn(campus, 'gulsah_m');
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
      token: author,
      body: { content: 'Kantinde karşıma çıkma, pişman olursun.' },
    });
    for (const [reporter, reason] of [
      ['derya', 'violence'],
      ['priya_n', 'harassment'],
    ] as const)
      await call(campus, 'POST', '/api/v1/reports', {
        token: await signIn(campus, reporter),
        body: { subjectType: 'post', subjectId: post.id, reason },
      });

    const { page: moderator } = await signedInDevice(browser, campus, 'can', {
      viewport: PHONE,
      path: '/admin/reports',
    });
    const queue = moderator.getByRole('list').filter({ hasText: 'pişman olursun' });
    await queue.getByText('acil').waitFor();
    await queue.getByText(/^En geç .* yanıtlanacak$/).waitFor();
    expect(await violations(moderator)).toEqual([]);
    // By keyboard: the first case, its claim, and the list of keys.
    await moderator.keyboard.press('j');
    await moderator.keyboard.press('c');
    await queue.getByText(/saatine kadar sende$/).waitFor();
    await moderator.keyboard.press('?');
    await moderator.getByRole('dialog', { name: 'Kısayollar' }).waitFor();
    await moderator.keyboard.press('Escape');
    await moderator.getByRole('dialog').waitFor({ state: 'detached' });
    // By finger.
    let presses = 0;
    const press = async (target: Locator) => {
      presses += 1;
      await target.click();
    };
    await press(moderator.getByRole('button', { name: 'Başka bir karar…' }));
    const dialog = moderator.getByRole('dialog');
    await press(dialog.getByText('Yazmasını durdur', { exact: true }).first());
    await press(dialog.getByRole('button', { name: 'Açık ihlal.' }));
    expect(await violations(moderator)).toEqual([]);
    await press(dialog.getByRole('button', { name: 'Yazmasını durdur' }));
    await moderator.getByText('Bekleyen bir şey yok').waitFor();
    expect(presses).toBeLessThanOrEqual(4);
    await moderator.context().close();

    const { page: member } = await signedInDevice(browser, campus, 'gulsah_m', {
      viewport: PHONE,
      path: '/home',
    });
    await member.getByText(/tarihine kadar okuyabilirsin ama yazamazsın/).waitFor();
    expect(await violations(member)).toEqual([]);
    const refused = await call(campus, 'POST', '/api/v1/posts', { token: author, body: { content: 'Yok' } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'account_muted' } });
    await member.getByRole('link', { name: 'Nedenini gör, itiraz et' }).click();
    await member.getByText('Yazman bir süre durduruldu').waitFor();
    await member.getByRole('button', { name: 'İtiraz et' }).first().waitFor();
    await member.context().close();
  });

  test('three cases are selected by key and by finger, removed at once, taken back and dismissed', async () => {
    const content = 'Evden günde 5000 TL kazan';
    const reporter = await signIn(campus, 'derya');
    const ids: string[] = [];
    for (const name of ['priya_n', 'priya_n', 'marco_r']) {
      const body = { content: `${content} ${ids.length}` };
      const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
        token: await signIn(campus, name),
        body,
      });
      await call(campus, 'POST', '/api/v1/reports', {
        token: reporter,
        body: { subjectType: 'post', subjectId: post.id, reason: 'spam' },
      });
      ids.push(post.id);
    }
    const statuses = async () => {
      const token = await tokenOf(campus, 'derya');
      const answers = ids.map((id) => call(campus, 'GET', `/api/v1/posts/${id}`, { token }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };

    const { page } = await signedInDevice(browser, campus, 'can', {
      viewport: PHONE,
      path: '/admin/reports',
    });
    await page.getByText(`${content} 2`).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 dosya, 1 üye').waitFor();
    const boxes = page.getByRole('checkbox', { name: /dosyayı seç$/ });
    expect(await boxes.nth(0).isChecked()).toBe(true);
    await boxes.nth(2).click({ modifiers: ['Shift'] });
    await page.getByText('3 dosya, 2 üye').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hepsine karar ver' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 gönderi kaldırılacak; 2 kişinin her birine tek bildirim gidecek.').waitFor();
    await dialog.getByLabel('Üyelere ne söylensin?').fill('Aynı reklamı her yere yazdın.');
    await dialog.getByRole('button', { name: 'Reklam dalgası.' }).click();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '3 gönderiyi kaldır' }).click();
    await page.getByText('Bitti').waitFor();
    await page.getByText('3 tanenin 3 tanesine karar verildi (2 üye), 0 tanesi dışarıda kaldı.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await statuses()).toEqual([404, 404, 404]);

    await page.getByRole('button', { name: 'Hepsini geri al' }).click();
    await dialog.getByLabel('Neden geri alıyorsun?').fill('Yanlış dosyaları seçtim.');
    await dialog.getByRole('button', { name: 'Geri al', exact: true }).click();
    await page.getByText('3 karar geri alındı, 0 tanesi alınmadı.').waitFor();
    expect(await page.getByRole('button', { name: 'Hepsini geri al' }).count()).toBe(0);
    expect(await statuses()).toEqual([200, 200, 200]);

    await page.goto(campus.at('/admin/reports'));
    await page.getByRole('button', { name: 'Görünen 3 dosyayı seç' }).click();
    await page.getByRole('button', { name: 'Hepsine karar ver' }).click();
    await dialog.getByText('Yersiz bul', { exact: true }).click();
    await dialog.getByLabel('Neden böyle karar verdin?').fill('Şaka.');
    await dialog.getByRole('button', { name: '3 dosyayı yersiz bul' }).click();
    await page.getByText('Bitti').waitFor();
    await page.context().close();
  });
});
