import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const PASSPHRASE = 'yağmurda üç şemsiye kayboldu';
/** Who holds which key; none of them writes here. */
const HOLDERS = [
  { role: 'Yönetim', username: 'umut_kosar', label: 'Öğrenci işleri' },
  { role: 'Öğrenci konseyi', username: 'fatih_ege', label: 'Konsey başkanı' },
  { role: 'Üniversite', username: 'aylin_c', label: 'Ombudsman' },
] as const;

/** Runs in the page. */
const hasFocus = (element: { ownerDocument: { activeElement: unknown } | null }): boolean =>
  element === element.ownerDocument?.activeElement;

describe.skipIf(!chromiumPath)('boards with sealed pseudonyms', () => {
  let campus: CampusAddress;
  let browser: Browser;
  let database: pg.Client;
  /** The key files, as the holders saved them. */
  const keyFiles = new Map<string, Buffer>();
  let keremsCode = '';

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
    database = new pg.Client(readFileSync(`${campus.dataDir}/run/database-url`, 'utf8').trim());
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    // Other files share the campus.
    const token = await tokenOf(campus, 'ayse');
    const { version, settings } = (await call(campus, 'GET', '/api/v1/admin/campus', { token })).body;
    const features = { ...settings.features, boards: false };
    await call(campus, 'PUT', '/api/v1/admin/campus', {
      token,
      body: { ...settings, features, basedOn: version },
    });
  });

  const open = async (username: string, path: string, viewport = PHONE): Promise<Page> =>
    (await signedInDevice(browser, campus, username, { bypassCSP: true, viewport, path })).page;
  const admin = (username: string, path: string) =>
    open(username, `/admin${path}`, { width: 1440, height: 900 });

  /** Lets the batch of what waits be due now, and waits until the worker has published it. */
  const publish = async (): Promise<void> => {
    for (const table of ['boards.waiting', 'boards.waiting_appeals']) {
      await database.query(
        `update ${table} set publish_at = to_timestamp(floor(extract(epoch from now()) / 600) * 600)`,
      );
      await expect
        .poll(async () => (await database.query(`select 1 from ${table}`)).rowCount, { timeout: 20_000 })
        .toBe(0);
    }
  };

  test('three people make their keys in their browsers, and boards are switched on', async () => {
    const owner = await admin('ayse', '/campus');
    await owner.getByLabel('Mühürlü takma adlı panolar').check();
    await owner.getByRole('button', { name: 'Kaydet' }).last().click();
    await owner.getByText('Panolar önce üç anahtar ister.').waitFor();
    await owner.getByRole('button', { name: 'Değişiklikleri bırak' }).click();
    await owner.goto(campus.at('/admin/boards/holders'));
    await owner.getByText('3 anahtar eksik').waitFor();
    for (const { role, username, label } of HOLDERS) {
      const card = owner.getByRole('listitem').filter({ has: owner.getByRole('heading', { name: role }) });
      await card.getByRole('button', { name: 'Birini belirle' }).click();
      const form = owner.getByRole('dialog');
      await form.getByLabel('Kullanıcı adı').fill(username);
      await form.getByLabel('Görevi').fill(label);
      if (role === 'Yönetim') expect(await violations(owner)).toEqual([]);
      await form.getByRole('button', { name: 'Belirle' }).click();
      await card.getByText(`@${username}`).waitFor();
    }
    expect(await violations(owner)).toEqual([]);

    for (const { username } of HOLDERS) {
      const page = await open(username, '/boards/holder');
      await page.getByText('Henüz bir anahtarın yok').waitFor();
      await page.getByRole('button', { name: 'Anahtar oluştur' }).click();
      const passphrase = page.getByLabel('Parola cümlesi', { exact: true });
      await passphrase.fill('1234567890123456');
      await page.getByRole('button', { name: 'Anahtarı oluştur' }).click();
      await page.getByText('Bunu tahmin etmek kolay').waitFor();
      await passphrase.fill(PASSPHRASE);
      await page.getByLabel('Parola cümlesi, yeniden').fill(PASSPHRASE);
      if (username === 'umut_kosar') expect(await violations(page)).toEqual([]);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Anahtarı oluştur' }).click();
      const file = readFileSync(await (await download).path());
      keyFiles.set(username, file);
      // Nothing is registered that does not open.
      const chosen = page.locator('input[type=file]');
      await chosen.setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer: file });
      await page.getByLabel('Parola cümlesi', { exact: true }).fill('başka bir cümle bu');
      await page.getByRole('button', { name: 'Dene ve kaydet' }).click();
      await page.getByText('Parola cümlesi bu dosyayı açmıyor').waitFor();
      await page.getByLabel('Parola cümlesi', { exact: true }).fill(PASSPHRASE);
      if (username === 'umut_kosar') expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Dene ve kaydet' }).click();
      await page.getByText('Anahtarın kaydedildi.').waitFor();
      await page.context().close();
    }

    await owner.goto(campus.at('/admin/campus'));
    await owner.getByLabel('Mühürlü takma adlı panolar').check();
    await owner.getByRole('button', { name: 'Kaydet' }).last().click();
    await owner.getByText('Kaydedildi').first().waitFor();
    await owner.goto(campus.at('/admin/boards'));
    await owner.getByRole('button', { name: 'Yeni pano' }).click();
    const form = owner.getByRole('dialog');
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await form.getByText('Panoya iki dilde de ad ver.').first().waitFor();
    await form.getByRole('group', { name: 'Türkçe' }).getByLabel('Ad', { exact: true }).fill('Serbest kürsü');
    await form.getByRole('group', { name: 'İngilizce' }).getByLabel('Ad', { exact: true }).fill('Open floor');
    expect(await violations(owner)).toEqual([]);
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await owner.getByRole('heading', { name: 'Serbest kürsü' }).waitFor();
    expect(await violations(owner)).toEqual([]);
    await owner.context().close();
  });

  /** Makes the secret of a device on the way to the first post. @returns its code */
  const saveCode = async (page: Page): Promise<string> => {
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Sırrımı oluştur' }).click();
    const code = (await sheet.locator('code').innerText()).replaceAll(/\s/g, '');
    expect(code).toMatch(/^([0-9A-Z]{4}-){13}[0-9A-Z]{4}$/);
    await sheet.getByRole('button', { name: 'Tamam' }).click();
    await sheet.getByText('Kodu sakla, sonra kutuyu işaretle.').waitFor();
    expect(await violations(page)).toEqual([]);
    await sheet.getByLabel('Kodu sakladım').check();
    await sheet.getByRole('button', { name: 'Tamam' }).click();
    return code;
  };

  test('two members write on their phones under names of the thread; another device needs the code', async () => {
    const zeynep = await open('zeynep_ts', '/u/zeynep_ts');
    await zeynep.getByRole('link', { name: 'Panolar' }).filter({ visible: true }).click();
    await zeynep.getByText('Adlar nasıl saklanıyor').click();
    for (const { label } of HOLDERS) await zeynep.getByText(label).waitFor();
    expect(await violations(zeynep)).toEqual([]);
    // Nothing here leads to a post under one's own name.
    expect(await zeynep.getByRole('button', { name: 'Yaz', exact: true }).count()).toBe(0);
    await zeynep.getByRole('link', { name: /Serbest kürsü/ }).click();
    await zeynep.getByRole('button', { name: 'Yeni konu' }).first().click();
    const sheet = zeynep.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Gönder' }).click();
    await sheet.getByText('Bir başlık yaz.').waitFor();
    await sheet.getByLabel('Başlık').fill('Kütüphane saatleri');
    await sheet.getByLabel('Metin').fill('Gece de açık olsun mu?');
    expect(await violations(zeynep)).toEqual([]);
    // The draft is on the device alone.
    await zeynep.reload();
    await zeynep.getByRole('button', { name: 'Yeni konu' }).first().click();
    expect(await sheet.getByLabel('Başlık').inputValue()).toBe('Kütüphane saatleri');
    await sheet.getByRole('button', { name: 'Gönder' }).click();
    const code = await saveCode(zeynep);
    await zeynep.getByText(/^Bekliyor\. Saat \d\d:\d\d olunca görünecek\.$/).waitFor();
    expect(await violations(zeynep)).toEqual([]);

    const kerem = await open('kerem_mat', '/boards');
    await kerem.getByRole('link', { name: /Serbest kürsü/ }).click();
    await kerem.getByText('Henüz konu yok').waitFor();
    await publish();
    await kerem.reload();
    await kerem.getByRole('link', { name: /Kütüphane saatleri/ }).click();
    const first = kerem.locator('article').first();
    await first.getByText('Gece de açık olsun mu?').waitFor();
    await first.getByText('konuyu başlattı').waitFor();
    expect(await kerem.getByText('zeynep', { exact: false }).count()).toBe(0);
    await first.getByRole('button', { name: /^Yanıtla/ }).click();
    await kerem.getByLabel('Yanıtın').fill('Bence de açık olsun.');
    expect(await violations(kerem)).toEqual([]);
    await kerem.getByRole('button', { name: 'Gönder', exact: true }).click();
    keremsCode = await saveCode(kerem);
    await kerem.getByText('Yalnız sen görüyorsun').waitFor();
    await publish();
    await kerem.reload();
    const reply = kerem.locator('article', { hasText: 'Bence de açık olsun.' });
    await reply.getByText('sen', { exact: true }).waitFor();
    await reply.getByRole('link', { name: /^yanıt: / }).click();
    await expect.poll(() => first.evaluate(hasFocus)).toBe(true);

    // A second device has no name of its own before it knows the code.
    const second = await open('zeynep_ts', new URL(kerem.url()).pathname, { width: 820, height: 1180 });
    const own = second.locator('article').first();
    await own.getByText('konuyu başlattı').waitFor();
    expect(await own.getByText('sen', { exact: true }).count()).toBe(0);
    await second.goto(campus.at('/settings/boards'));
    await second.getByText('Bu cihaz sırrını bilmiyor').waitFor();
    await second.getByRole('button', { name: 'Kodu gir' }).click();
    const enter = second.getByRole('dialog');
    await enter
      .getByLabel('Kod', { exact: true })
      .fill(`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`);
    await enter.getByRole('button', { name: 'Bu kodu kullan' }).click();
    await enter.getByText('Kodda bir yanlış var').waitFor();
    await enter.getByLabel('Kod', { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '));
    await enter.getByRole('button', { name: 'Bu kodu kullan' }).click();
    await second.getByText('Bu cihaz sırrını biliyor').waitFor();
    expect(await violations(second)).toEqual([]);
    await second.goto(campus.at('/boards/own'));
    await second.getByText('Gece de açık olsun mu?').waitFor();
    expect(await second.getByText('Bence de açık olsun.').count()).toBe(0);
    expect(await violations(second)).toEqual([]);
    const saved = second.waitForEvent('download');
    await second.getByRole('button', { name: 'Hepsini dosya olarak indir' }).click();
    const { posts } = JSON.parse(readFileSync(await (await saved).path(), 'utf8'));
    expect(posts).toMatchObject([{ text: 'Gece de açık olsun mu?', threadTitle: 'Kütüphane saatleri' }]);

    // Signing out takes the secret from the device.
    await second.goto(campus.at('/settings'));
    await second.getByRole('button', { name: 'Çıkış yap' }).click();
    await second.waitForURL(campus.at('/'));
    expect(
      await second.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cl_board'))"),
    ).toEqual([]);
  });

  test('a report leads to a request, two holders open it, and the author is told', async () => {
    const derya = await open('derya', '/boards');
    await derya.getByRole('link', { name: /Serbest kürsü/ }).click();
    await derya.getByRole('link', { name: /Kütüphane saatleri/ }).click();
    const reply = derya.locator('article', { hasText: 'Bence de açık olsun.' });
    await reply.getByRole('button', { name: 'Diğer' }).click();
    await derya.getByRole('menuitem', { name: 'Bildir' }).click();
    const report = derya.getByRole('dialog');
    await report.getByRole('radio').first().check();
    await report.getByRole('button', { name: 'Bildir', exact: true }).click();
    await derya.getByText('Moderatörler bakacak').waitFor();

    const staff = await admin('bora', '/boards/reports');
    const card = staff.getByRole('listitem').filter({ hasText: 'Bence de açık olsun.' });
    await card.waitFor();
    expect(await violations(staff)).toEqual([]);
    await card.getByRole('button', { name: 'Kimin yazdığını sor' }).click();
    const request = staff.getByRole('dialog');
    await request.getByLabel('Neden').fill('Birine zarar vereceğini yazmış.');
    expect(await violations(staff)).toEqual([]);
    await request.getByRole('button', { name: 'Onlara sor' }).click();
    await card.getByText('adı soruluyor').waitFor();

    for (const [index, { username }] of HOLDERS.slice(0, 2).entries()) {
      const holder = await open(username, '/boards/holder');
      await holder.getByText('Birine zarar vereceğini yazmış.').waitFor();
      if (index === 0) expect(await violations(holder)).toEqual([]);
      await holder.getByRole('button', { name: 'Payımı ver' }).click();
      const give = holder.getByRole('dialog');
      await give.locator('input[type=file]').setInputFiles({
        name: 'key.json',
        mimeType: 'application/json',
        buffer: keyFiles.get(username) ?? Buffer.alloc(0),
      });
      await give.getByLabel('Parola cümlesi', { exact: true }).fill(PASSPHRASE);
      await give.getByRole('button', { name: 'Aç ve ver' }).click();
      await holder
        .getByText(index === 0 ? 'Payını verdin.' : '@kerem_mat')
        .first()
        .waitFor();
      await holder.context().close();
    }

    await staff.goto(campus.at('/admin/boards/openings'));
    await staff.getByRole('link', { name: /@kerem_mat/ }).waitFor();
    expect(await violations(staff)).toEqual([]);
    await staff.goto(campus.at('/admin/moderation-log'));
    await staff.getByText('Panodaki bir ad açıldı').first().waitFor();
    expect(await staff.getByText('kerem_mat').count()).toBe(0);
    const kerem = await open('kerem_mat', '/notifications');
    await kerem.getByText('Panolarda yazdığın bir gönderinin arkasındaki kimliğin açıldı').first().waitFor();

    await staff.goto(campus.at('/admin/boards/reports'));
    await card.getByRole('button', { name: 'Gizle' }).click();
    const decision = staff.getByRole('dialog');
    await decision.getByLabel('Yazanı uzaklaştır').selectOption('7');
    await decision.getByLabel('Neden').fill('Tehdit içeriyor.');
    await decision.getByRole('button', { name: 'Gizle' }).click();
    await staff.getByText('Tehdit içeriyor.').waitFor();
    expect(await violations(staff)).toEqual([]);
    await derya.reload();
    await derya.getByText('Bu gönderiyi moderatörler gizledi.').waitFor();

    // Whoever is excluded reads until when and why, without anybody knowing that it is them.
    await kerem.goto(derya.url());
    await kerem.getByLabel('Yanıtın').fill('Bir şey daha.');
    await kerem.getByRole('button', { name: 'Gönder', exact: true }).click();
    const enter = kerem.getByRole('dialog');
    await enter.getByLabel('Kod', { exact: true }).fill(keremsCode);
    await enter.getByRole('button', { name: 'Bu kodu kullan' }).click();
    await kerem.getByText(/uzaklaştırdı.*Nedeni: Tehdit içeriyor\./).waitFor();
    expect(await kerem.getByLabel('Yanıtın').inputValue()).toBe('Bir şey daha.');
    expect(await violations(kerem)).toEqual([]);
  });

  test('the author of a hidden post objects, somebody else shows it again, and its reporter reads the answer', async () => {
    const kerem = await open('kerem_mat', '/boards/own');
    await kerem.getByRole('button', { name: 'Kodu gir' }).click();
    const enter = kerem.getByRole('dialog');
    await enter.getByLabel('Kod', { exact: true }).fill(keremsCode);
    await enter.getByRole('button', { name: 'Bu kodu kullan' }).click();
    // A device that is new searches for its threads.
    const post = kerem.locator('article', { hasText: 'Bence de açık olsun.' });
    await post.getByText('Moderatörler bu gönderiyi gizledi').waitFor();
    await post.getByText('Tehdit içeriyor.').waitFor();
    await post.getByRole('button', { name: 'İtiraz et' }).click();
    await post.getByLabel('Neden yeniden gösterilmeli?').fill('Kimseyi tehdit etmedim.');
    expect(await violations(kerem)).toEqual([]);
    await post.getByRole('button', { name: 'İtirazı gönder' }).click();
    await post.getByText('moderatörlere ulaşma saati').waitFor();
    await publish();

    const hider = await admin('bora', '/boards/hidden');
    await hider.getByText('Bu gönderiyi sen gizledin.').waitFor();
    expect(await violations(hider)).toEqual([]);
    const other = await admin('can', '/boards/hidden');
    const card = other.getByRole('listitem').filter({ hasText: 'Kimseyi tehdit etmedim.' });
    expect(await other.getByText('kerem_mat').count()).toBe(0);
    await card.getByRole('button', { name: 'Yeniden göster' }).click();
    const review = other.getByRole('dialog');
    await review.getByLabel('Gerekçe').fill('Tehdit değilmiş.');
    expect(await violations(other)).toEqual([]);
    await review.getByRole('button', { name: 'Yeniden göster' }).click();
    await other.getByText('Bekleyen itiraz yok').waitFor();
    await kerem.reload();
    await post.getByText('Moderatörler bu gönderiyi yeniden gösterdi').waitFor();
    await post.getByText('Tehdit değilmiş.').waitFor();
    expect(await violations(kerem)).toEqual([]);

    // No key opens what is written under one’s name.
    await kerem.keyboard.press('n');
    await kerem.keyboard.press('?');
    await kerem.getByRole('dialog', { name: 'Klavye kısayolları' }).waitFor();
    expect(await kerem.getByRole('dialog').count()).toBe(1);

    const derya = await open('derya', '/settings/reports');
    // Other files of this campus report as well.
    const report = derya.getByRole('listitem').filter({ hasText: 'Bir pano gönderisini bildirdin' });
    await report.getByText('Gereği yapıldı').waitFor();
    await report.getByRole('link', { name: 'Gönderiyi aç' }).click();
    await derya.getByText('Bence de açık olsun.').waitFor();

    // Whoever is suspended deletes what they wrote, with their code.
    await database.query(`update auth.users set status = 'suspended' where username = 'kerem_mat'`);
    try {
      const suspended = await open('kerem_mat', '/suspended');
      await suspended.getByLabel('Kod', { exact: true }).fill(keremsCode);
      await suspended.getByRole('button', { name: 'Gönderilerimi göster' }).click();
      await suspended.getByText('Bence de açık olsun.').waitFor();
      expect(await violations(suspended)).toEqual([]);
      await suspended.getByRole('button', { name: 'Sil' }).click();
      await expect
        .poll(
          async () =>
            (await database.query(`select from boards.posts where state = 'deleted' and not is_starter`))
              .rowCount,
          { timeout: 20_000 },
        )
        .toBe(1);
      await suspended.getByText('Silinecek bir gönderi yok.').waitFor();
    } finally {
      await database.query(`update auth.users set status = 'active' where username = 'kerem_mat'`);
    }
  });
});
