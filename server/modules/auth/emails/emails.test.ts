import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRODUCT_BRAND, renderEmail } from './layout.ts';
import { type EmailKind, writeEmail } from './templates.ts';

const kinds: EmailKind[] = [
  'verify_email',
  'already_registered',
  'reset_password',
  'password_changed',
  'confirm_sign_in',
  'confirm_address',
  'address_in_use',
  'address_restored',
  'new_sign_in',
  'address_changed',
  'passkey_added',
  'passkey_removed',
  'mfa_on',
  'mfa_off',
  'recovery_code_used',
  'approval_requested',
  'approval_closed',
];
const data = {
  name: 'Işıl Şahin',
  username: 'isil',
  url: 'https://kampus.example/sayfa?token=abc-DEF_123&x=1',
  code: '042137',
  campus: 'Çınar Kampüsü',
  device: 'Firefox, Android',
  at: '2026-11-21T06:30:00.000Z',
};
const written = (kind: EmailKind, locale: 'tr' | 'en', over: Partial<typeof data> = {}) =>
  renderEmail(locale, writeEmail(kind, locale, { ...data, ...over }));
const all = kinds.flatMap((kind) => (['tr', 'en'] as const).map((locale) => [kind, locale] as const));

test.for(all)('%s in %s says the same in text and in HTML, and opens one page', ([kind, locale]) => {
  const { subject, text, html } = written(kind, locale);
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toContain(data.url);
  expect(html).toContain('href="https://kampus.example/sayfa?token=abc-DEF_123&amp;x=1"');
  expect(html).toContain(`<html lang="${locale}">`);
  for (const line of text.split('\n\n')) {
    const shown = line.split('\n')[0]?.replace(/:.*$/, '') ?? '';
    expect(html).toContain(shown.replaceAll("'", '&#39;'));
  }
  expect(html).not.toMatch(/<img|<script|src=/); // nothing is fetched when an email is opened
});

test.for(all)('%s in %s lets no value become markup or a second line of the subject', ([kind, locale]) => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&a\r\n/=') }), (noise) => {
      const plain = written(kind, locale, { name: 'x', device: 'x' });
      const { subject, html } = written(kind, locale, { name: `x${noise}`, device: `x${noise}` });
      expect(subject).toBe(plain.subject);
      expect(html.match(/[<>]/g)?.length).toBe(plain.html.match(/[<>]/g)?.length);
    }),
  );
});

test.for(
  (['verify_email', 'confirm_address'] as const).flatMap((kind) =>
    (['tr', 'en'] as const).map((locale) => [kind, locale] as const),
  ),
)(
  '%s, which goes to an unverified address, contains no text that a stranger chose (%s)',
  ([kind, locale]) => {
    const { subject, text, html } = written(kind, locale, { name: 'Ödül! http://tuzak.example' });
    expect(`${subject}${text}${html}`).not.toContain('tuzak');
    expect(text).toContain('@isil');
  },
);

test('the code is alone at the end of its line, and only in emails that have one', () => {
  expect(written('verify_email', 'tr').text).toMatch(/: 042137$/m);
  expect(written('verify_email', 'en').text).toMatch(/: 042137$/m);
  expect(written('confirm_address', 'tr').text).toMatch(/: 042137$/m);
  for (const kind of kinds.filter((kind) => kind !== 'verify_email' && kind !== 'confirm_address'))
    expect(written(kind, 'tr').text).not.toContain('042137');
});

test('a new sign-in names device and time in the recipient’s language, or leaves them out', () => {
  expect(written('new_sign_in', 'tr').text).toContain('21 Kasım 2026 09:30');
  expect(written('new_sign_in', 'en').text).toMatch(/November 21, 2026 at 9:30\sAM/);
  const { name, username, url, code, campus } = data;
  const bare = renderEmail('tr', writeEmail('new_sign_in', 'tr', { name, username, url, code, campus })).text;
  expect(bare).not.toMatch(/Zaman|Cihaz:/);
});

test('background and text colour come as a pair, in light and dark mode', () => {
  const { html } = written('verify_email', 'tr');
  expect(html).toMatch(/background:#fcfaf6;color:#211914/);
  expect(html).toMatch(
    /prefers-color-scheme:dark\){\.paper{background:#130e0a!important;color:#f1eee9!important}/,
  );
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
});

test.for(all)('%s in %s shows the name of a campus that has signs of HTML', ([kind, locale]) => {
  const campus = 'Kampüs "A&B" <1>';
  const brand = { ...PRODUCT_BRAND, name: campus };
  const { subject, text, html } = renderEmail(locale, writeEmail(kind, locale, { ...data, campus }), brand);
  expect(text).toContain(campus);
  expect(html).toContain('Kampüs &quot;A&amp;B&quot; &lt;1&gt;');
  expect(subject).not.toContain('&amp;');
  expect(html.match(/[<>]/g)?.length).toBe(written(kind, locale).html.match(/[<>]/g)?.length);
});
