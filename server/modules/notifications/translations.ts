import { isolate } from '@chitlaq/text';
import type { Notification } from './schemas.ts';

export type Locale = 'tr' | 'en';
type Sentence = (actor: string) => string;

const turkish: Record<string, Sentence> = {
  follow: (actor) => `${actor} seni takip etti`,
  follow_request: (actor) => `${actor} seni takip etmek istiyor`,
  'follow_request accepted': (actor) => `${actor} takip isteğini kabul etti`,
  like: (actor) => `${actor} gönderini beğendi`,
  'like post_rewritten': (actor) => `${actor} beğendiğin bir gönderiyi baştan yazdı`,
  repost: (actor) => `${actor} gönderini yeniden paylaştı`,
  reply: (actor) => `${actor} sana yanıt verdi`,
  mention: (actor) => `${actor} senden söz etti`,
  quote: (actor) => `${actor} gönderini alıntıladı`,
  message: (actor) => `${actor} sana yazdı`,
  'message request': (actor) => `${actor} seninle yazışmak istiyor`,
  'moderation post_removed': () => 'Bir gönderin kurallara uymadığı için kaldırıldı',
  'moderation message_removed': () => 'Bir mesajın kurallara uymadığı için kaldırıldı',
  'moderation post_reviewed': () => 'Bildirilen bir gönderin yönetimce okundu',
  'moderation message_reviewed': () => 'Bildirilen bir mesajın yönetimce okundu',
  'moderation message_context_reviewed': () =>
    'Bildirilen bir mesajdan önce yazdıkların onunla birlikte yönetimce okundu',
  'moderation suspended': () => 'Hesabın bir süre askıya alındı',
  'moderation report_upheld': () => 'Bildirimin incelendi ve gereği yapıldı',
  'moderation report_dismissed': () => 'Bildirimin incelendi; kurallara aykırı bir şey bulunmadı',
  'system schedule_failed': () => 'Zamanladığın bir gönderi paylaşılamadı',
  'system export_ready': () => 'Mesajlarının kopyası hazır',
};

const english: Record<string, Sentence> = {
  follow: (actor) => `${actor} followed you`,
  follow_request: (actor) => `${actor} asked to follow you`,
  'follow_request accepted': (actor) => `${actor} accepted your follow request`,
  like: (actor) => `${actor} liked your post`,
  'like post_rewritten': (actor) => `${actor} rewrote a post you liked`,
  repost: (actor) => `${actor} reposted your post`,
  reply: (actor) => `${actor} replied to you`,
  mention: (actor) => `${actor} mentioned you`,
  quote: (actor) => `${actor} quoted your post`,
  message: (actor) => `${actor} sent you a message`,
  'message request': (actor) => `${actor} wants to message you`,
  'moderation post_removed': () => 'One of your posts was removed because it broke the rules',
  'moderation message_removed': () => 'One of your messages was removed because it broke the rules',
  'moderation post_reviewed': () => 'Staff read one of your posts that was reported',
  'moderation message_reviewed': () => 'Staff read one of your messages that was reported',
  'moderation message_context_reviewed': () =>
    'Staff read messages you sent just before a reported message, together with it',
  'moderation suspended': () => 'Your account was temporarily suspended',
  'moderation report_upheld': () => 'We reviewed your report and took action',
  'moderation report_dismissed': () => 'We reviewed your report and found no violation of the rules',
  'system schedule_failed': () => 'A post you scheduled couldn’t be published',
  'system export_ready': () => 'The copy of your messages is ready',
};

/** "Ayşe", "Ayşe and Bora", "Ayşe and 3 others". */
export function actorNames(
  locale: Locale,
  { actors, count }: Pick<Notification, 'actors' | 'count'>,
): string {
  const [first, second] = actors.map(({ displayName }) => isolate(displayName));
  if (first === undefined) return locale === 'tr' ? 'Biri' : 'Someone';
  if (count === 1) return first;
  if (count === 2 && second !== undefined) return `${first} ${locale === 'tr' ? 've' : 'and'} ${second}`;
  if (locale === 'tr') return `${first} ve ${count - 1} kişi daha`;
  return count === 2 ? `${first} and 1 other` : `${first} and ${count - 1} others`;
}

/** What happened, in one sentence without a full stop. */
export function sentenceFor(locale: Locale, notification: Notification): string {
  const { kind, topic } = notification;
  const sentences = locale === 'tr' ? turkish : english;
  const toSentence = sentences[topic === null ? kind : `${kind} ${topic}`];
  return toSentence === undefined ? countHeading(locale, 1) : toSentence(actorNames(locale, notification));
}

const fileTypes = {
  tr: { image: 'Fotoğraf', video: 'Video', audio: 'Sesli mesaj', file: 'Dosya' },
  en: { image: 'Photo', video: 'Video', audio: 'Voice message', file: 'File' },
} satisfies Record<Locale, Record<string, string>>;

/** The name of a message's file type; empty for a text. */
export const fileTypeName = (locale: Locale, type: string): string =>
  new Map(Object.entries(fileTypes[locale])).get(type) ?? '';

/** Shown for a message whose content may not be shown. */
export const newMessage = (locale: Locale): string => (locale === 'tr' ? 'Yeni mesaj' : 'New message');

/** The number of unread notifications. */
export const countHeading = (locale: Locale, count: number): string => {
  if (locale === 'tr') return count === 1 ? 'Yeni bir bildirimin var' : `${count} yeni bildirimin var`;
  return count === 1 ? 'You have a new notification' : `You have ${count} new notifications`;
};

/**
 * Byte limit, because a grapheme may be long: a family emoji has 25 bytes, and combining marks are unlimited.
 */
const MAX_BYTES = 1_500;
const segments = new Intl.Segmenter('tr', { granularity: 'grapheme' });

/** The beginning of a text on one line, in whole graphemes and at most 1.5 kB. */
export function truncate(text: string, graphemes: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  let shown = '';
  let count = 0;
  for (const { segment } of segments.segment(line)) {
    if (count++ === graphemes || Buffer.byteLength(shown + segment) > MAX_BYTES) {
      return `${shown.trimEnd()}…`;
    }
    shown += segment;
  }
  return shown;
}

/** The beginning of a post, or its content warning: text behind a warning is not shown unasked. */
export const excerpt = ({ post }: Notification, graphemes: number): string =>
  post === null ? '' : truncate(post.contentWarning ?? post.content, graphemes);

/** The page of the web app that shows it. */
export function pageOf({ kind, topic, actors, count, post, subjectId }: Notification): string {
  if (post !== null) return `/post/${post.id}`;
  if (kind === 'follow_request' && topic === null) return '/follow-requests';
  if (kind === 'message' && subjectId !== null) return `/messages/${subjectId}`;
  if (topic === 'schedule_failed') return '/scheduled';
  if (topic === 'export_ready') return '/settings/messages';
  const [first] = actors;
  return first !== undefined && count === 1 ? `/u/${first.username}` : '/notifications';
}
