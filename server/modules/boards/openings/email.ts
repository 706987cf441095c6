import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import { auth, type EmailContent } from '../../auth/index.ts';
import { findReader } from './queries.ts';

function openedEmail(locale: 'tr' | 'en', displayName: string, url: string): EmailContent {
  if (locale === 'tr')
    return {
      subject: 'Panolardaki kimliğin açıldı',
      greeting: `Merhaba ${isolate(displayName)},`,
      paragraphs: [
        'Panolarda takma adla yazdığın bir gönderinin arkasında senin olduğun açıldı. Bunu yönetimden biri gerekçesiyle istedi; üç anahtar sahibinden ikisi uygun gördü.',
        'Kimliğini yalnızca isteyen ile bu iki anahtar sahibi, 30 gün boyunca görür. İşlem, denetlenebilir moderasyon kaydında adın olmadan yer alır.',
      ],
      button: { label: 'Panoları aç', url },
      closing: 'Bu e-posta kapatılamaz: kimliği açılan herkese gönderilir.',
    };
  return {
    subject: 'Your identity on the boards was opened',
    greeting: `Hello ${isolate(displayName)},`,
    paragraphs: [
      'It was opened that you wrote a post on the boards under a pseudonym. Staff asked for it with a reason, and two of the three key holders agreed.',
      'Your identity is shown to whoever asked and to these two holders, for 30 days. The act stands in the checked log of moderation, without your name.',
    ],
    button: { label: 'Open the boards', url },
    closing: 'This email cannot be switched off: everybody whose identity is opened gets it.',
  };
}

/** Job: mails an author that their identity was opened; also if they are suspended. */
export async function emailOpened(
  ctx: Context,
  { memberId }: Events['boards.pseudonym_opened'],
): Promise<void> {
  const found = await findReader(ctx.db, memberId);
  if (!found) return;
  const reader = await auth.inOfferedLanguage(ctx, found);
  const email = openedEmail(reader.locale, reader.displayName, `${ctx.config.publicUrl}/boards`);
  await auth.sendMemberEmail(ctx, memberId, 'notice', email, { alsoSuspended: true });
}
