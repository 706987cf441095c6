'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { changesPart } from './changes-part.ts';
import { ThreadListItem } from './thread-list-item.tsx';
import type { Message } from './types.ts';

/** Stands in for a run of messages from blocked members, or of a request, until the viewer asks to see them. */
export function BlockedMessages({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations('messaging');
  const queries = useQueryClient();
  const problemText = useProblemText();
  const [isPending, setIsPending] = useState(false);
  const show = async () => {
    setIsPending(true);
    try {
      const { showBlocked } = await changesPart.load();
      await showBlocked(queries, messages);
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  const last = messages.at(-1);
  return (
    <ThreadListItem
      data-key={`blocked ${messages[0]?.id}`}
      data-seq={last?.seq}
      className="my-2 text-balance px-6 text-center text-muted text-sm"
    >
      {t(last?.concealed ? 'request.concealed' : 'blocked.count', { count: messages.length })}
      <span aria-hidden="true"> · </span>
      <button
        type="button"
        disabled={isPending}
        onClick={() => void show()}
        className="touch-44 font-medium text-ink underline underline-offset-2 disabled:text-muted"
      >
        {isPending ? t('loading') : t('blocked.show')}
      </button>
    </ThreadListItem>
  );
}
