'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { hasExpired } from '../offline/expiry.ts';
import { useMessageSummary } from './message-texts.ts';
import type { Message } from './types.ts';

/** Announces new messages of others to screen readers, politely; not those loaded from the past. */
export function MessageAnnouncer({
  messages,
  meId,
}: {
  messages: readonly Message[] | undefined;
  meId: string;
}) {
  const t = useTranslations('messaging');
  const summarize = useMessageSummary();
  const lastSeq = useRef<number>(undefined);
  const announcedIds = useRef<readonly string[]>([]);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const newest = messages?.at(-1);
    if (!messages) return;
    // Do not keep deleted or expired messages in the page.
    const isGone = (message: Message) =>
      message.deletedAt !== null || message.redacted || hasExpired(message);
    if (messages.some((message) => announcedIds.current.includes(message.id) && isGone(message)))
      setAnnouncement('');
    const previousSeq = lastSeq.current;
    lastSeq.current = newest?.seq ?? 0;
    if (previousSeq === undefined) return;
    const newMessages = messages.filter(
      ({ seq, senderId, redacted, type }) =>
        seq > previousSeq && senderId !== meId && !redacted && type !== 'notice',
    );
    if (newMessages.length > 0 && newMessages.length < 10) {
      announcedIds.current = newMessages.map(({ id }) => id);
      setAnnouncement(
        newMessages
          .map(
            (message) =>
              `${t('senderPrefix', { name: message.sender?.displayName ?? t('formerMember') })} ${summarize(message)}`,
          )
          .join('. '),
      );
    }
  }, [messages, meId, t, summarize]);
  return (
    <p aria-live="polite" className="sr-only">
      {announcement}
    </p>
  );
}
