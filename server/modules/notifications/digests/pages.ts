import type { Locale } from '../translations.ts';

const texts = {
  tr: {
    title: 'E-posta özetleri',
    question: 'Sana bildirim özeti göndermeyi bırakalım mı?',
    button: 'Özetleri durdur',
    confirmation: 'Tamam: artık özet göndermeyeceğiz.',
    resubscribeHint: 'Yeniden istersen bildirim ayarlarından açabilirsin.',
    settings: 'Bildirim ayarları',
  },
  en: {
    title: 'Email digests',
    question: 'Do you want to stop getting notification digests?',
    button: 'Stop digests',
    confirmation: 'Done. We won’t send you any more digests.',
    resubscribeHint: 'You can turn them back on in your notification settings.',
    settings: 'Notification settings',
  },
} as const;

const page = (locale: Locale, title: string, body: string) => `<!doctype html><html lang="${locale}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title>
<style>body{font:17px/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto 0;padding:0 20px;color-scheme:light dark;
background:light-dark(#fcfaf6,#130e0a);color:light-dark(#211914,#f1eee9)}h1{font-size:25px;line-height:1.2}
a{color:light-dark(#be2132,#f97676)}button{font:inherit;font-weight:600;min-height:44px;padding:8px 20px;border:0;border-radius:8px;
background:light-dark(#be2132,#f97676);color:light-dark(#fff,#130e0a);cursor:pointer}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;

/** The confirmation page. The token has been verified, so it contains only base64url. */
export function confirmPage(locale: Locale, token: string): string {
  const { title, question, button } = texts[locale];
  return page(
    locale,
    title,
    `<p>${question}</p><form method="post" action="?token=${token}"><button type="submit">${button}</button></form>`,
  );
}

export function donePage(locale: Locale): string {
  const { title, confirmation, resubscribeHint, settings } = texts[locale];
  return page(
    locale,
    title,
    `<p role="status">${confirmation}</p><p>${resubscribeHint} <a href="/settings/notifications">${settings}</a></p>`,
  );
}

/** For an invalid link the member's language is unknown: shows both. */
export const invalidLinkPage = (): string =>
  page(
    'tr',
    'E-posta özetleri',
    `<p>Bu bağlantı eksik görünüyor. E-postadan yeniden kopyala ya da <a href="/settings/notifications">bildirim ayarlarından</a> kapat.</p>
<p lang="en">This link looks incomplete. Copy it from the email again, or switch digests off in your <a href="/settings/notifications">notification settings</a>.</p>`,
  );
