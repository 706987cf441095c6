import { isolate } from '@chitlaq/text';
import type { Notification } from './schemas.ts';

export type Locale = 'tr' | 'en';
type Sentence = (who: string) => string;

const turkish: Record<string, Sentence> = {
  follow: (who) => `${who} seni takip etti`,
  follow_request: (who) => `${who} seni takip etmek istiyor`,
  'follow_request accepted': (who) => `${who} takip isteğini kabul etti`,
  like: (who) => `${who} gönderini beğendi`,
  'like rewritten': (who) => `${who} beğendiğin bir gönderiyi baştan yazdı`,
  repost: (who) => `${who} gönderini yeniden paylaştı`,
  reply: (who) => `${who} sana yanıt verdi`,
  mention: (who) => `${who} senden söz etti`,
  quote: (who) => `${who} gönderini alıntıladı`,
  message: (who) => `${who} sana yazdı`,
  'message request': (who) => `${who} seninle yazışmak istiyor`,
  'moderation post_removed': () => 'Bir gönderin kurallara uymadığı için kaldırıldı',
  'moderation message_removed': () => 'Bir mesajın kurallara uymadığı için kaldırıldı',
  'moderation post_opened': () => 'Bildirilen bir gönderin yönetimce okundu',
  'moderation message_opened': () => 'Bildirilen bir mesajın yönetimce okundu',
  'moderation message_before_opened': () =>
    'Bildirilen bir mesajdan önce yazdıkların onunla birlikte yönetimce okundu',
  'moderation suspended': () => 'Hesabın bir süre askıya alındı',
  'moderation report_upheld': () => 'Bildirimin incelendi ve gereği yapıldı',
  'moderation report_dismissed': () => 'Bildirimin incelendi; kurallara aykırı bir şey bulunmadı',
  'system schedule_failed': () => 'Zamanladığın bir gönderi paylaşılamadı',
  'system export_ready': () => 'Mesajlarının kopyası hazır',
};

const english: Record<string, Sentence> = {
  follow: (who) => `${who} followed you`,
  follow_request: (who) => `${who} asked to follow you`,
  'follow_request accepted': (who) => `${who} accepted your follow request`,
  like: (who) => `${who} liked your post`,
  'like rewritten': (who) => `${who} rewrote a post that you liked`,
  repost: (who) => `${who} reposted your post`,
  reply: (who) => `${who} replied to you`,
  mention: (who) => `${who} mentioned you`,
  quote: (who) => `${who} quoted your post`,
  message: (who) => `${who} wrote to you`,
  'message request': (who) => `${who} would like to write to you`,
  'moderation post_removed': () => 'A post of yours was removed because it broke the rules',
  'moderation message_removed': () => 'A message of yours was removed because it broke the rules',
  'moderation post_opened': () => 'Staff read a post of yours that was reported',
  'moderation message_opened': () => 'Staff read a message of yours that was reported',
  'moderation message_before_opened': () =>
    'Staff read what you wrote before a message that was reported, together with it',
  'moderation suspended': () => 'Your account was suspended for a while',
  'moderation report_upheld': () => 'Your report was looked at and acted on',
  'moderation report_dismissed': () => 'Your report was looked at; nothing against the rules was found',
  'system schedule_failed': () => 'A post you scheduled could not be published',
  'system export_ready': () => 'The copy of your messages is ready',
};

/** "Ayşe", "Ayşe and Bora", "Ayşe and 3 others". */
export function names(locale: Locale, { actors, count }: Pick<Notification, 'actors' | 'count'>): string {
  const [first, second] = actors.map(({ displayName }) => isolate(displayName));
  if (first === undefined) return locale === 'tr' ? 'Biri' : 'Somebody';
  if (count === 1) return first;
  if (count === 2 && second !== undefined) return `${first} ${locale === 'tr' ? 've' : 'and'} ${second}`;
  if (locale === 'tr') return `${first} ve ${count - 1} kişi daha`;
  return count === 2 ? `${first} and another` : `${first} and ${count - 1} others`;
}

/** What happened, in one sentence without a full stop. */
export function sentence(locale: Locale, notification: Notification): string {
  const { kind, topic } = notification;
  const sentences = locale === 'tr' ? turkish : english;
  const say = sentences[topic === null ? kind : `${kind} ${topic}`];
  return say === undefined ? heading(locale, 1) : say(names(locale, notification));
}

const files = {
  tr: { image: 'Fotoğraf', video: 'Video', audio: 'Sesli mesaj', file: 'Dosya' },
  en: { image: 'Photo', video: 'Video', audio: 'Voice message', file: 'File' },
} satisfies Record<Locale, Record<string, string>>;

/** What a message without words is, by its type; empty for a text. */
export const fileWord = (locale: Locale, type: string): string =>
  new Map(Object.entries(files[locale])).get(type) ?? '';

/** A message of which nothing may be shown. */
export const newMessage = (locale: Locale): string => (locale === 'tr' ? 'Yeni mesaj' : 'New message');

/** How many wait. */
export const heading = (locale: Locale, count: number): string => {
  if (locale === 'tr') return count === 1 ? 'Yeni bir bildirimin var' : `${count} yeni bildirimin var`;
  return count === 1 ? 'You have a new notification' : `You have ${count} new notifications`;
};

/** A grapheme may be long: a family of emoji takes 25 bytes, and stacked marks have no end. */
const MOST_BYTES = 1_500;
const segments = new Intl.Segmenter('tr', { granularity: 'grapheme' });

/** The beginning of a text on one line, in whole graphemes and at most 1.5 kB. */
export function shortened(text: string, graphemes: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  let shown = '';
  let count = 0;
  for (const { segment } of segments.segment(line)) {
    if (count++ === graphemes || Buffer.byteLength(shown + segment) > MOST_BYTES) {
      return `${shown.trimEnd()}…`;
    }
    shown += segment;
  }
  return shown;
}

/** The beginning of a post, or its warning where it has one: what is behind a warning is not shown unasked. */
export const excerpt = ({ post }: Notification, graphemes: number): string =>
  post === null ? '' : shortened(post.contentWarning ?? post.content, graphemes);

/** The page of the web app where it is seen. */
export function pageOf({ kind, topic, actors, count, post, subjectId }: Notification): string {
  if (post !== null) return `/post/${post.id}`;
  if (kind === 'follow_request' && topic === null) return '/follow-requests';
  if (kind === 'message' && subjectId !== null) return `/messages/${subjectId}`;
  if (topic === 'schedule_failed') return '/scheduled';
  if (topic === 'export_ready') return '/settings/messages';
  const [first] = actors;
  return first !== undefined && count === 1 ? `/u/${first.username}` : '/notifications';
}
