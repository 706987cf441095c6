'use client';

import { ProblemError } from '@chitlaq/client';
import { toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { BoardDraft } from './board-draft.ts';
import { addOwnThreads } from './own-threads.ts';
import { useClockTime, useRefusalText } from './use-refusal.ts';
import type { Writer } from './use-writer.tsx';
import { addWaiting } from './waiting-posts.ts';

/** What is wrong with what was sent: beside its field, or in general. */
export interface SendErrors {
  title?: string;
  text?: string;
  problem?: string;
}

/** Sends a draft under the member's name, and lets it wait in its place. */
export function useSend(
  writer: Writer,
  post: (draft: BoardDraft, secret: string) => Promise<{ publishedAt: string }>,
) {
  const t = useTranslations('boards.compose');
  const clockTime = useClockTime();
  const refusalText = useRefusalText();
  const [errors, setErrors] = useState<SendErrors>({});
  const [isPending, setIsPending] = useState(false);
  return {
    errors,
    isPending,
    setErrors,
    /** @returns whether it was sent */
    send: async (draft: BoardDraft, subject: { boardId: string; threadId: string }): Promise<boolean> => {
      if (isPending) return false;
      setIsPending(true);
      setErrors({});
      try {
        const secret = await writer.ensure();
        if (secret === undefined) return false;
        const { publishedAt } = await post(draft, secret);
        addOwnThreads(writer.memberId, [subject.threadId]);
        const { title, text, postId, replyToId } = draft;
        addWaiting(writer.memberId, {
          ...subject,
          postId,
          text: text.trim(),
          replyToId,
          title: title.trim() === '' ? null : title.trim(),
          publishedAt,
        });
        toast({ message: t('sent', { time: clockTime(publishedAt) }), tone: 'good' });
        return true;
      } catch (error) {
        const field =
          error instanceof ProblemError
            ? error.errors.find(({ path }) => path === 'title' || path === 'text')?.path
            : undefined;
        setErrors({ [field ?? 'problem']: refusalText(error) });
        return false;
      } finally {
        setIsPending(false);
      }
    },
  };
}
