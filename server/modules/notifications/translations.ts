import { actorNames, notificationPath, notificationVariant } from '@chitlaq/text/notifications';
import type { Notification } from './schemas.ts';

export type Locale = 'tr' | 'en';
/** What happened, in one sentence without a full stop. */
export function sentenceFor(locale: Locale, notification: Notification): string {
  const names = notification.actors.map(({ displayName }) => displayName);
  const who = actorNames(locale, names, notification.count);
  return notificationVariant(notification).sentence[locale].replace('{who}', () => who);
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
export const pageOf = (notification: Notification): string =>
  notificationPath(notification) ?? '/notifications';
