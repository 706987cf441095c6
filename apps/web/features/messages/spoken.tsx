'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { hasExpired } from './disappearing.ts';
import type { Message } from './types.ts';
import { useGist } from './words.ts';

/** Says new messages of others to screen readers, politely; not what is loaded of the past. */
export function Spoken({ messages, meId }: { messages: readonly Message[] | undefined; meId: string }) {
  const t = useTranslations('messaging');
  const gist = useGist();
  const last = useRef<number>(undefined);
  const spoken = useRef<readonly string[]>([]);
  const [words, setWords] = useState('');
  useEffect(() => {
    const newest = messages?.at(-1);
    if (!messages) return;
    // What has disappeared or was deleted does not stay in the page.
    const isGone = (message: Message) =>
      message.deletedAt !== null || message.withheld || hasExpired(message);
    if (messages.some((message) => spoken.current.includes(message.id) && isGone(message))) setWords('');
    const before = last.current;
    last.current = newest?.seq ?? 0;
    if (before === undefined) return;
    const fresh = messages.filter(
      ({ seq, senderId, withheld, type }) =>
        seq > before && senderId !== meId && !withheld && type !== 'notice',
    );
    if (fresh.length > 0 && fresh.length < 10) {
      spoken.current = fresh.map(({ id }) => id);
      setWords(
        fresh
          .map(
            (message) => `${t('wrote', { name: message.sender?.displayName ?? t('gone') })} ${gist(message)}`,
          )
          .join('. '),
      );
    }
  }, [messages, meId, t, gist]);
  return (
    <p aria-live="polite" className="sr-only">
      {words}
    </p>
  );
}
