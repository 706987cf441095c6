import { createHash } from 'node:crypto';
import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { toViewer } from '../create/service.ts';
import { present, withoutMutedWords } from '../present.ts';
import { findRecipient, findUnreadGroups } from '../queries.ts';
import type { Notification } from '../schemas.ts';
import { countHeading, excerpt, type Locale, sentenceFor } from '../translations.ts';
import { unsubscribeToken } from './token.ts';

/** Maximum notifications listed; the rest is counted. */
const MAX_LINES = 10;

/** The unsubscribe link of a digest, for its recipient and for one-click requests of mail clients. */
export const unsubscribeUrl = (ctx: Context, userId: string): string =>
  `${ctx.config.publicUrl}/api/v1/notifications/unsubscribe?token=${unsubscribeToken(ctx, userId)}`;

/**
 * Sends the digest email of those notifications that are still unread and visible; none if nothing is left.
 */
export async function sendDigestEmail(
  ctx: Context,
  userId: string,
  ids: readonly string[],
  day: string,
): Promise<void> {
  const member = await findRecipient(ctx.db, userId);
  if (member === undefined || !member.isActive) return;
  const viewer = toViewer(member);
  const groups = await withoutMutedWords(
    ctx,
    viewer,
    await findUnreadGroups(ctx.db, viewer, ids, ctx.clock()),
  );
  const notifications = await present(ctx, viewer, groups);
  if (notifications.length === 0) return;
  const unsubscribeLink = unsubscribeUrl(ctx, userId);
  const { locale } = await auth.inOfferedLanguage(ctx, member);
  const email = composeEmail(locale, member.displayName, notifications, {
    app: ctx.config.publicUrl,
    unsubscribeLink,
  });
  await auth.sendMemberEmail(ctx, userId, 'digest', email, {
    headers: {
      'List-Unsubscribe': `<${unsubscribeLink}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // If the same email is sent twice after a crash, mail clients show it once.
      'Message-ID': messageId(ctx, userId, day),
    },
  });
}

function messageId(ctx: Context, userId: string, day: string): string {
  const name = createHash('sha256').update(`digest ${userId} ${day}`).digest('base64url').slice(0, 32);
  return `<${name}@${new URL(ctx.config.publicUrl).hostname}>`;
}

function toLine(locale: Locale, notification: Notification): string {
  const text = excerpt(notification, 120);
  const headline = sentenceFor(locale, notification);
  return text === '' ? `${headline}.` : `${headline}: “${isolate(text)}”`;
}

function composeEmail(
  locale: Locale,
  name: string,
  notifications: readonly Notification[],
  { app, unsubscribeLink }: { app: string; unsubscribeLink: string },
) {
  const lines = notifications.slice(0, MAX_LINES).map((notification) => toLine(locale, notification));
  const hiddenCount = notifications.length - lines.length;
  const url = `${app}/notifications`;
  const subject = countHeading(locale, notifications.length);
  if (locale === 'tr') {
    return {
      subject,
      greeting: `Merhaba ${isolate(name)},`,
      paragraphs: [
        'Sen yokken olanlar:',
        ...lines,
        ...(hiddenCount > 0 ? [`… ve ${hiddenCount} bildirim daha.`] : []),
      ],
      button: { label: 'Bildirimlerime bak', url },
      closing:
        'Bu özeti, ayarlarında istediğin için alıyorsun. Sıklığını ayarlardan değiştirebilir ya da aşağıdaki bağlantıyla bırakabilirsin.',
      footer: { label: 'Bu özetleri artık gönderme', url: unsubscribeLink },
    };
  }
  return {
    subject,
    greeting: `Hello ${isolate(name)},`,
    paragraphs: [
      'While you were away:',
      ...lines,
      ...(hiddenCount > 0
        ? [`… and ${hiddenCount} more ${hiddenCount === 1 ? 'notification' : 'notifications'}.`]
        : []),
    ],
    button: { label: 'View my notifications', url },
    closing:
      'You get this digest because you turned it on in your settings. You can change how often it arrives there, or stop it with the link below.',
    footer: { label: 'Stop these digests', url: unsubscribeLink },
  };
}
