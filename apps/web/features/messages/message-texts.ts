'use client';

import { useServerNow } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { useCallback } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import type { Conversation, Message } from './types.ts';

type Notice = NonNullable<Message['notice']>;

/** The sentence of a notice. Names carry no suffixes. */
export function useNoticeText() {
  const t = useTranslations('messaging.notice');
  return useCallback(
    (message: Message, meId: string | undefined): string => {
      const { notice, sender, senderId } = message;
      if (!notice) return '';
      const by = senderId !== null && senderId === meId ? 'me' : 'other';
      const values = {
        by,
        actor: isolate(sender?.displayName ?? t('someone')),
        people: notice.people
          .map(({ id, displayName }) => (id === meId ? t('you') : isolate(displayName)))
          .join(', '),
        name: isolate(notice.name ?? ''),
        role: notice.role ?? 'member',
        span: spanNameOf(notice),
      };
      return t(notice.kind, values);
    },
    [t],
  );
}

const SPAN_NAMES: Record<number, string> = { 86400: 'day', 604800: 'week', 7776000: 'quarter' };
const spanNameOf = ({ seconds }: Notice): string => SPAN_NAMES[seconds ?? 0] ?? 'off';

/** A message in one line, without its sender. */
export function useMessageSummary() {
  const t = useTranslations('messaging');
  return useCallback(
    (
      message: Pick<Message, 'type' | 'content'> & {
        deletedAt?: string | null;
        media?: Message['media'];
        concealed?: boolean;
      },
    ) => {
      if (message.deletedAt) return t('deleted');
      if (message.concealed) return t('request.concealed', { count: 1 });
      if (message.content) return message.content.replaceAll(/\s+/g, ' ');
      if (message.type === 'file') return message.media?.[0]?.fileName ?? t('kinds.file');
      return message.type === 'text' || message.type === 'notice' ? '' : t(`kinds.${message.type}`);
    },
    [t],
  );
}

interface ConversationTitle {
  name: string;
  seed: string;
  src: string | null;
  username?: string;
  /** Of a member; no group is official. */
  official?: Conversation['participants'][number]['official'];
}

/** The title of a conversation, and the member or group whose picture it shows. */
export function useConversationTitle() {
  const t = useTranslations('messaging');
  return useCallback(
    (conversation: Conversation): ConversationTitle => {
      const { type, name, avatarUrl, participants, id } = conversation;
      if (type === 'group') return { name: name ?? t('group'), seed: id, src: avatarUrl };
      const [other] = participants;
      if (!other || other.isInactive)
        return { name: other?.displayName || t('formerMember'), seed: other?.id ?? id, src: null };
      const { displayName, id: seed, avatarUrl: src, username, official } = other;
      return { name: displayName, seed, src, username, official };
    },
    [t],
  );
}

const DAY_MS = 86_400_000;

/** The viewer's local day of a moment: 2026-11-20. */
export function useLocalDay() {
  const timeZone = useTimeZone();
  return useCallback(
    (at: string | number) =>
      new Intl.DateTimeFormat('en-CA', timeZone ? { timeZone } : {}).format(new Date(at)),
    [timeZone],
  );
}

/** The name of a day: today, yesterday, a weekday or a date. */
export function useDayName() {
  const t = useTranslations('messaging');
  const format = useFormatter();
  const now = useServerNow();
  const localDay = useLocalDay();
  return useCallback(
    (at: string, isShort = false): string => {
      const moment = new Date(at);
      const day = localDay(at);
      if (day === localDay(now.getTime())) return t('today');
      if (day === localDay(now.getTime() - DAY_MS)) return t('yesterday');
      if (now.getTime() - moment.getTime() < 6 * DAY_MS)
        return format.dateTime(moment, { weekday: isShort ? 'short' : 'long' });
      const isThisYear = moment.getFullYear() === now.getFullYear();
      return format.dateTime(moment, {
        day: 'numeric',
        month: isShort ? 'short' : 'long',
        ...(isThisYear ? {} : { year: 'numeric' }),
      });
    },
    [t, format, now, localDay],
  );
}
