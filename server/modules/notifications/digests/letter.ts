import { createHash } from 'node:crypto';
import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { asViewer } from '../making/service.ts';
import { present, withoutMuted } from '../present.ts';
import { receiver, unreadGroups } from '../queries.ts';
import type { Notification } from '../schemas.ts';
import { excerpt, heading, type Locale, sentence } from '../words.ts';
import { unsubscribeToken } from './token.ts';

/** So many are told one by one; the rest only counted. */
const MOST_LINES = 10;

/** Where a digest's own link leads, and what a mail program calls by itself. */
export const unsubscribeUrl = (ctx: Context, userId: string): string =>
  `${ctx.config.publicUrl}/api/v1/notifications/unsubscribe?token=${unsubscribeToken(ctx, userId)}`;

/** Writes and sends the letter about what of these is still unread and may still be seen; none where nothing is left. */
export async function mailDigest(
  ctx: Context,
  userId: string,
  ids: readonly string[],
  day: string,
): Promise<void> {
  const member = await receiver(ctx.db, userId);
  if (member === undefined || !member.isActive) return;
  const viewer = asViewer(member);
  const groups = await withoutMuted(ctx, viewer, await unreadGroups(ctx.db, viewer, ids));
  const waiting = await present(ctx, viewer, groups);
  if (waiting.length === 0) return;
  const stop = unsubscribeUrl(ctx, userId);
  const parts = write(member.locale, member.displayName, waiting, { app: ctx.config.publicUrl, stop });
  await auth.mailTo(ctx, userId, parts, {
    'List-Unsubscribe': `<${stop}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    // The same letter handed over twice, after a crash just then, shows as one.
    'Message-ID': messageId(ctx, userId, day),
  });
}

function messageId(ctx: Context, userId: string, day: string): string {
  const name = createHash('sha256').update(`digest ${userId} ${day}`).digest('base64url').slice(0, 32);
  return `<${name}@${new URL(ctx.config.publicUrl).hostname}>`;
}

function lineOf(locale: Locale, notification: Notification): string {
  const text = excerpt(notification, 120);
  const said = sentence(locale, notification);
  return text === '' ? `${said}.` : `${said}: “${isolate(text)}”`;
}

function write(
  locale: Locale,
  name: string,
  waiting: readonly Notification[],
  { app, stop }: { app: string; stop: string },
) {
  const lines = waiting.slice(0, MOST_LINES).map((notification) => lineOf(locale, notification));
  const more = waiting.length - lines.length;
  const url = `${app}/notifications`;
  const subject = heading(locale, waiting.length);
  if (locale === 'tr') {
    return {
      subject,
      greeting: `Merhaba ${isolate(name)},`,
      paragraphs: ['Sen yokken olanlar:', ...lines, ...(more > 0 ? [`… ve ${more} bildirim daha.`] : [])],
      button: { label: 'Bildirimlerime bak', url },
      closing:
        'Bu özeti, ayarlarında istediğin için alıyorsun. Sıklığını ayarlardan değiştirebilir ya da aşağıdaki bağlantıyla bırakabilirsin.',
      footer: { label: 'Bu özetleri artık gönderme', url: stop },
    };
  }
  return {
    subject,
    greeting: `Hello ${isolate(name)},`,
    paragraphs: [
      'While you were away:',
      ...lines,
      ...(more > 0 ? [`… and ${more} more ${more === 1 ? 'notification' : 'notifications'}.`] : []),
    ],
    button: { label: 'See my notifications', url },
    closing:
      'You get this digest because you asked for it in your settings. Change there how often it comes, or end it with the link below.',
    footer: { label: 'Send me no more of these digests', url: stop },
  };
}
