import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, DEMO_PASSWORD, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('the administration in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const url = (path: string) => campus.at(`/admin${path}`);
  const device = (
    identifier: string,
    options: Parameters<Browser['newContext']>[0] & { path?: string } = {},
  ) => signedInDevice(browser, campus, identifier, options);
  const openAs = async (identifier: string, path: string): Promise<Page> =>
    (await device(identifier, { path: `/admin${path}` })).page;
  const idOf = async (username: string): Promise<string> =>
    (await call(campus, 'GET', `/api/v1/users/${username}`, { token: await signIn(campus, 'ayse') })).body.id;

  test('an admin opens a university from the catalogue, previews addresses, and finds it in the log', async () => {
    const page = await openAs('bora', '/universities');
    await page.getByRole('link', { name: 'Boğaziçi University' }).waitFor();
    await page.getByLabel('Ad ya da alan adı').fill('hacettepe');
    await page.getByRole('button', { name: 'Bütün katalogda ara' }).click();
    await page.getByRole('link', { name: /Hacettepe/ }).click();
    await page.getByText('Henüz kural yok: kimse kaydolamaz.').waitFor();

    const attempt = async (email: string) => {
      await page.getByLabel('E-posta adresi').fill(email);
      await page.getByRole('button', { name: 'Dene', exact: true }).click();
    };
    await attempt('b1@hacettepe.edu.tr');
    await page.getByText(/Giremez: bu alan adı/).waitFor();

    await page.getByRole('button', { name: 'Kural ekle' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Alan adı', { exact: true }).fill('hacettepe');
    await dialog.getByRole('button', { name: 'Kuralı kaydet' }).click();
    await dialog.getByText('metu.edu.tr gibi bir alan adı yaz.').waitFor();
    await dialog.getByLabel('Alan adı', { exact: true }).fill('hacettepe.edu.tr');
    await dialog.getByLabel('Adresin başı').fill('b');
    await dialog.getByText('b ile başlayan @hacettepe.edu.tr').waitFor();
    await dialog.getByRole('button', { name: 'Kuralı kaydet' }).click();
    await page.getByText('b…@hacettepe.edu.tr').first().waitFor();
    await page.getByText('kayda açık').waitFor();

    await attempt('b1@hacettepe.edu.tr');
    await page.getByText(/^Girebilir: Hacettepe/).waitFor();
    await attempt('x1@hacettepe.edu.tr');
    await page.getByText(/adresin başı uymuyor/).waitFor();

    await page.getByRole('button', { name: 'Kayda kapat' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Kayda kapat' }).click();
    await page.getByRole('button', { name: 'Kayda aç' }).waitFor();
    await page.getByRole('link', { name: 'Kayıttaki değişiklikleri' }).click();
    await page.waitForURL('**/log?**');
    const acts = page.getByRole('listitem');
    await acts.filter({ hasText: '@bora bir üniversiteyi kayda kapattı: Hacettepe' }).waitFor();
    await acts.filter({ hasText: '@bora bir kural ekledi: Hacettepe' }).waitFor();
    await page.context().close();
  });

  test('a member is found, suspended with a reason and an end, and restored; the URL keeps the filters', async () => {
    const page = await openAs('bora', '/members');
    await page.getByLabel('Ad, kullanıcı adı ya da e-posta').fill('hazal');
    await page.getByRole('link', { name: /@hazal_yucel/ }).waitFor();
    await page.waitForURL('**/members?q=hazal');
    await page.reload();
    await page.getByRole('link', { name: /@hazal_yucel/ }).click();
    await page.getByRole('button', { name: 'Askıya al' }).click();
    const dialog = page.getByRole('dialog');
    // It says why it does nothing yet.
    await dialog.getByLabel('Hangi kural?').selectOption('harassment');
    await dialog.getByRole('button', { name: 'Askıya al' }).click({ force: true });
    await page.getByText('Önce nedenini yaz.').first().waitFor();
    await dialog.getByLabel('Neden', { exact: true }).fill('Aynı sözleri yeniden yazdı.');
    await dialog.getByLabel('3 gün sonra').check();
    await dialog.getByRole('button', { name: 'Askıya al' }).click();
    await page.getByText('Bu üye askıda').waitFor();
    await page.getByText('Aynı sözleri yeniden yazdı.').first().waitFor();
    expect(
      (
        await call(campus, 'POST', '/api/v1/auth/login', {
          body: { identifier: 'hazal_yucel', password: DEMO_PASSWORD },
        })
      ).body.user.status,
    ).toBe('suspended');
    await page.getByRole('button', { name: 'Askıdan çıkar' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Askıdan çıkar' }).click();
    await page.getByText('Bu üye askıda').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('what a role does not allow is shown with its reason, and no request is sent', async () => {
    const admin = await openAs('bora', `/members/${await idOf('ayse')}`);
    const suspend = admin.getByRole('button', { name: 'Askıya al' });
    await suspend.waitFor();
    expect(await suspend.getAttribute('aria-disabled')).toBe('true');
    await suspend.click({ force: true });
    await admin.getByText('Bu üyenin yetkisi seninkinden az değil. Bir sahipten iste.').first().waitFor();
    expect(await admin.getByRole('dialog').count()).toBe(0);
    expect(await admin.getByLabel('moderatör').isDisabled()).toBe(true);
    await admin.context().close();

    const { body } = await call(campus, 'GET', '/api/v1/users/ayse/posts', {
      token: await signIn(campus, 'derya'),
    });
    const report = { subjectType: 'post', subjectId: body.items[0].id, reason: 'spam' };
    await call(campus, 'POST', '/api/v1/reports', { token: await signIn(campus, 'derya'), body: report });
    const queue = await openAs('bora', '/reports');
    await queue.getByRole('button', { name: 'Üyeyi askıya al' }).click();
    const refused = queue.getByRole('dialog').getByRole('button', { name: 'Askıya al' });
    await queue.getByLabel('Neden böyle karar verdin?').fill('Reklam.');
    await expect.poll(() => refused.getAttribute('aria-disabled')).toBe('true');
    await queue.keyboard.press('Escape');
    await queue.getByRole('button', { name: 'Yersiz bul' }).click();
    await queue.getByLabel('Neden böyle karar verdin?').fill('Reklam değil.');
    await queue.getByRole('dialog').getByRole('button', { name: 'Yersiz bul' }).click();
    await queue.getByText('Bekleyen bir şey yok').waitFor();
    await queue.context().close();

    const moderator = await openAs('can', '/log');
    await moderator.getByText('Bu bölüm senin yetkinde değil').waitFor();
    await moderator.goto(url('/'));
    await moderator.waitForURL('**/admin/reports');
    expect(await moderator.getByRole('link', { name: 'Üniversiteler' }).count()).toBe(0);
    await moderator.context().close();
  });

  test('a moderator removes a reported post with a note, and an owner grants a role', async () => {
    const derya = await signIn(campus, 'derya');
    const { body } = await call(campus, 'GET', '/api/v1/users/kaan_radyo/posts', { token: derya });
    const [post] = body.items;
    await call(campus, 'POST', '/api/v1/reports', {
      token: derya,
      body: { subjectType: 'post', subjectId: post.id, reason: 'spam', comment: 'Her yerde bu var.' },
    });
    const page = await openAs('can', '/reports');
    await page.getByText('1 kişi bildirdi').waitFor();
    await page.getByText('Bildirimleri göster (1)').click();
    await page.getByText('Her yerde bu var.').waitFor();
    await page.getByRole('button', { name: 'Gönderiyi kaldır' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Neden böyle karar verdin?').fill('Reklam.');
    await dialog.getByRole('button', { name: 'Gönderiyi kaldır' }).click();
    await page.getByText('Bekleyen bir şey yok').waitFor();
    await page.getByRole('link', { name: 'Karar verilen' }).click();
    await page.getByText('gönderi kaldırıldı', { exact: true }).waitFor();
    await page.getByText('Reklam.').waitFor();
    expect((await call(campus, 'GET', `/api/v1/posts/${post.id}`, { token: derya })).status).toBe(404);
    await page.context().close();

    const owner = await openAs('ayse', `/members/${await idOf('irem_yildiz')}`);
    await owner.getByLabel('moderatör').check();
    await owner.getByRole('button', { name: 'Yetkileri kaydet' }).click();
    await owner.getByRole('alertdialog').getByText('Verilen: moderatör.').waitFor();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Yetkileri kaydet' }).click();
    await owner.getByRole('definition').filter({ hasText: 'moderatör' }).waitFor();
    await owner.context().close();
  });

  test('statistics are shown for a range and a university, also as a table, and exported as CSV', async () => {
    const page = await openAs('bora', '/statistics');
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole('heading', { name: 'Üniversitelere göre' }).waitFor();
          return page.getByText(/^Henüz sayılmadı/).count();
        },
        { timeout: 60_000 },
      )
      .toBe(0);
    await page.getByRole('group', { name: 'Aralık' }).getByText('90 gün').click();
    await expect.poll(() => page.url()).toContain('days=90');
    await page.getByText('Tablo olarak göster').click();
    await expect
      .poll(() => page.getByRole('region', { name: 'Zaman içinde' }).getByRole('row').count())
      .toBe(91);
    await page.getByLabel('Üniversite', { exact: true }).selectOption({ index: 1 });
    await expect.poll(() => page.url()).toContain('university=');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV indir', exact: true }).click();
    expect((await saved).suggestedFilename()).toMatch(/^chitlaq-90-day-\d{4}-\d\d-\d\d\.csv$/);

    await page.getByRole('link', { name: 'Üyeler' }).last().click();
    await page.getByRole('heading', { name: 'Katıldıkları aya göre kalanlar' }).waitFor();
    await page.getByText('Tablo olarak göster').click();
    expect(await page.getByRole('region', { name: 'Zaman içinde' }).getByRole('row').count()).toBe(2);
    const retention = page.waitForEvent('download');
    await page.getByRole('button', { name: /^CSV indir: / }).click();
    expect((await retention).suggestedFilename()).toMatch(/^chitlaq-retention-\d{4}-\d\d-01\.csv$/);
    await page.getByRole('link', { name: 'Moderasyon' }).last().click();
    await page.getByText('Karar bekleyen bildirim').waitFor();
    await page.getByText('Tablo olarak göster').click();
    expect(await page.getByRole('region', { name: 'Zaman içinde' }).getByRole('row').count()).toBe(53);
    await page.context().close();
  });

  test('a hashtag is excluded from trends with a reason, and allowed again', async () => {
    const page = await openAs('can', '/reports');
    await page.getByRole('link', { name: 'Gündem' }).click();
    await page.getByRole('button', { name: 'Başka bir etiketi çıkar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Etiket').fill('!!!');
    await dialog.getByLabel('Neden').fill('Yasa dışı bahis');
    await dialog.getByRole('button', { name: 'Gündemden çıkar' }).click();
    await dialog.getByText('Bu bir etiket değil.').waitFor();
    await dialog.getByLabel('Etiket').fill('#Kumar');
    await dialog.getByRole('button', { name: 'Gündemden çıkar' }).click();
    const row = page.getByRole('row', { name: /#Kumar/ });
    await row.getByText('Yasa dışı bahis').waitFor();
    await row.getByRole('button', { name: /^Gündeme geri al/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Geri al' }).click();
    await page.getByText('Gündemden çıkarılmış etiket yok.').waitFor();
    await page.context().close();
  });

  test('a member signed out elsewhere returns to the sign-in, on the same page', async () => {
    const page = await openAs('bora', '/members');
    await page.getByRole('row').nth(1).waitFor();
    await call(campus, 'POST', '/api/v1/auth/logout-all', { token: await signIn(campus, 'bora') });
    await page.getByLabel('Ad, kullanıcı adı ya da e-posta').fill('derya');
    await page.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByLabel('E-posta ya da kullanıcı adı').fill('bora');
    await page.getByRole('button', { name: 'Giriş yap' }).click();
    await page.getByRole('link', { name: /@derya/ }).waitFor();
    await page.context().close();
  });

  test('the keyboard alone signs in, goes to the members, and opens one', async () => {
    const context = await browser.newContext({ viewport: DESK, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.goto(url('/members'));
    await page.getByLabel('E-posta ya da kullanıcı adı').focus();
    await page.keyboard.type('bora');
    await page.keyboard.press('Tab');
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByLabel('Ad, kullanıcı adı ya da e-posta').focus();
    await page.keyboard.type('derya');
    const found = page.getByRole('link', { name: /@derya/ });
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await found.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Derya Öztürk' }).waitFor();
    await expect.poll(() => page.title()).toBe('Derya Öztürk · ChitLaq Yönetim');
    await page.goBack();
    await expect.poll(() => page.title()).toBe('Üyeler · ChitLaq Yönetim');
    expect(await page.getByLabel('Ad, kullanıcı adı ya da e-posta').inputValue()).toBe('derya');
    await context.close();
  });

  test('the system’s charts show what was measured, and say how to get a store where there is none', async () => {
    const { context, page } = await device('bora', {
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
      path: '/admin/system',
    });
    await page.getByText('Ölçüm deposu olmadan grafik yok').waitFor();
    await page.getByText('METRICS_URL', { exact: true }).waitFor();
    await page.getByText('Yedekleme kurulmamış', { exact: false }).waitFor();

    await page.route('**/api/v1/status/history', (route) =>
      route.fulfill({
        json: {
          at: new Date().toISOString(),
          uptime: { since: null, ratio: null, days: [] },
          backup: {
            isSetUp: true,
            includesUploads: true,
            copies: [{ location: 'here', status: 'ok', at: new Date().toISOString(), kind: 'incremental' }],
          },
          restoreDrill: {
            status: 'ok',
            at: new Date().toISOString(),
            failedStep: null,
            rpoSeconds: 42,
            rtoSeconds: 1_234,
            lastSuccessAt: new Date().toISOString(),
          },
        },
      }),
    );
    const values = Array.from({ length: 121 }, (_, index) => (index < 9 ? null : 40 + (index % 7)));
    const charts = [
      {
        name: 'requests',
        unit: 'perSecond',
        lines: [
          { name: 'all', values },
          { name: 'failed', values: values.map(() => 0.5) },
        ],
      },
      {
        name: 'responseTime',
        unit: 'seconds',
        lines: [{ name: 'median', values: values.map((value) => value && value / 1_000) }],
      },
      { name: 'online', unit: 'count', lines: [{ name: 'members', values }] },
      { name: 'jobs', unit: 'count', lines: [{ name: 'due', values: values.map(() => null) }] },
      { name: 'machine', unit: 'share', lines: [{ name: 'cpu', values: values.map(() => 0.42) }] },
      { name: 'disk', unit: 'bytes', lines: [{ name: 'free', values: values.map(() => 80 * 1024 ** 3) }] },
    ];
    let isAway = false;
    await page.route('**/api/v1/admin/system/charts*', (route) => {
      const range = new URL(route.request().url()).searchParams.get('range');
      const body = {
        isConfigured: true,
        range,
        startsAt: '2026-11-30T08:00:00.000Z',
        stepSeconds: 30,
        charts,
      };
      const problem = { status: 502, code: 'metrics_unavailable', title: 'Bad gateway', detail: 'away' };
      return route.fulfill(
        isAway
          ? { status: 502, contentType: 'application/problem+json', body: JSON.stringify(problem) }
          : { json: body },
      );
    });
    const line = { base: 0.4, perMember: 0.002, peak: 0, method: 'line', safeShare: 0.7 };
    await page.route('**/api/v1/admin/system/capacity', (route) =>
      route.fulfill({
        json: {
          isConfigured: true,
          observedFrom: '2026-11-23T09:00:00.000Z',
          observedTo: '2026-11-30T09:00:00.000Z',
          online: 812,
          highest: 1_000,
          fits: 2_600,
          limitedBy: 'processor',
          resources: [{ ...line, name: 'processor', unit: 'cores', used: 2, available: 8, fits: 2_600 }],
          servers: [{ dollars: 120, processors: 16, memoryGb: 32, fits: 5_432 }],
          diskFullAt: '2027-03-02T09:00:00.000Z',
        },
      }),
    );
    await page.reload();
    const row = (name: string) => page.getByRole('row', { name });
    await page.getByText('Aynı anda yaklaşık 2.600 üye bağlı olabilir. Şimdi: 812.').waitFor();
    await page.getByText('artımlı').waitFor();
    await page.getByText('Sunucunun bildiği yok').waitFor();
    await page.getByText('42 sn. kaybolabilir (RPO), 21 dk. sonra').waitFor();
    await row('16 işlemci, 32 GB').getByText('5.400').waitFor();
    await page.getByText('2 Mart 2027 günü dolar').waitFor();
    await row('İstek').getByText('46/sn').waitFor();
    await row('Ortanca').getByText('46 ms').first().waitFor();
    await row('İşlemci').getByText('%42').first().waitFor();
    await row('Boş').getByText('80 GB').first().waitFor();
    await page.getByText('Bu aralıkta ölçüm yok.').waitFor();
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await violations(page)).toEqual([]);
    await page.getByText('1 hafta').click();
    await expect.poll(() => page.url()).toContain('range=week');

    isAway = true;
    await page.reload();
    await page.getByText('Ölçüm deposu yanıt vermiyor').waitFor();
    isAway = false;
    await page.getByRole('button', { name: 'Tekrar dene' }).click();
    await row('İstek').waitFor();

    // The narrowest phone: no name in the bar is cut, and what does not fit is in a menu.
    const bar = page.getByRole('navigation');
    const names = await bar.locator('span').all();
    expect(names.length).toBe(5);
    for (const name of names)
      expect(await name.evaluate((span) => span.scrollWidth <= span.clientWidth)).toBe(true);
    await bar.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Üniversiteler' }).click();
    await page.waitForURL('**/admin/universities');
    await context.close();
  });

  test('an admin sees why a job was given up, and what happened to it meanwhile', async () => {
    const { context, page } = await device('bora', { bypassCSP: true, path: '/admin/system' });
    const job = {
      id: '999999999',
      name: 'notifications.push',
      state: 'given_up',
      createdAt: new Date(Date.now() - 3_600_000).toISOString(),
      runAt: new Date().toISOString(),
      attempts: 8,
      maxAttempts: 8,
      error: 'Unexpected status 503 of the push service',
    };
    let items = [job];
    await page.route('**/api/v1/admin/jobs?*', (route) =>
      route.fulfill({ json: { items, nextCursor: null } }),
    );
    await page.getByRole('link', { name: 'İşler' }).click();
    await page.getByText(job.error).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: `Yeniden dene: ${job.name}` }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Yeniden dene' }).click();
    // The queue has no such job.
    await dialog.getByText(/^Bu iş artık kuyrukta değil/).waitFor();
    await dialog.getByRole('button', { name: 'Kapat' }).click();
    items = [];
    await page.reload();
    await page.getByText('Vazgeçilen iş yok').waitFor();
    await context.close();
  });
});
