'use client';

import { BOARD_POST_MAX } from '@chitlaq/text/pseudonyms';
import { Banner, Button, IconButton } from '@chitlaq/ui';
import { X } from 'lucide-react';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useBoardDraft } from './board-draft.ts';
import { useBoardName } from './board-name-mark.tsx';
import type { BoardPost } from './queries.ts';
import { lengthOf, TextWithCounter } from './text-with-counter.tsx';
import { useSend } from './use-send.ts';
import type { Writer } from './use-writer.tsx';

/** Writes a reply in a thread. What is typed stays on the device until it is sent. */
export function ReplyForm(props: {
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  boardId: string;
  threadId: string;
  writer: Writer;
  /** The post that it replies to; undefined for the thread as a whole. */
  replyTo: BoardPost | undefined;
  batchMinutes: number;
  onReplyTo: (post: BoardPost | undefined) => void;
}) {
  const { fieldRef, boardId, threadId, writer, replyTo, batchMinutes, onReplyTo } = props;
  const t = useTranslations('boards.compose');
  const nameOf = useBoardName();
  const isOffline = useIsOffline();
  const { draft, change, clear } = useBoardDraft(writer.memberId, threadId);
  const sending = useSend(writer, ({ postId, text, replyToId }, secret) =>
    api.put('/boards/threads/{threadId}/posts/{postId}', {
      path: { threadId, postId },
      body: { secret, text, replyToId },
    }),
  );
  const [isTried, setIsTried] = useState(false);
  const over = lengthOf(draft.text) - BOARD_POST_MAX;
  const isEmpty = draft.text.trim() === '';
  const error =
    over > 0 ? t('textTooLong', { count: over }) : isTried && isEmpty ? t('textNeeded') : sending.errors.text;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(isEmpty);
    if (isEmpty || over > 0) return;
    const written = { ...draft, title: '', replyToId: replyTo?.id ?? null };
    if (!(await sending.send(written, { boardId, threadId }))) return;
    setIsTried(false);
    clear();
    onReplyTo(undefined);
  };
  return (
    <form noValidate className="grid gap-3" onSubmit={(event) => void submit(event)}>
      {sending.errors.problem ? (
        <Banner tone="danger" title={sending.errors.problem} live="assertive" />
      ) : null}
      {isOffline ? <Banner tone="warn">{t('offline')}</Banner> : null}
      {replyTo ? (
        <p className="flex items-center gap-2 rounded-control bg-wash px-3 py-1">
          <span className="min-w-0 flex-1 break-words">
            {t('replyingTo', { name: nameOf(replyTo.name) })}
          </span>
          <IconButton label={t('noReplyTo')} tone="muted" onClick={() => onReplyTo(undefined)}>
            <X aria-hidden="true" />
          </IconButton>
        </p>
      ) : null}
      <TextWithCounter
        ref={fieldRef}
        data-compose=""
        label={t('reply')}
        placeholder={t('replyPlaceholder')}
        help={`${t('when', { minutes: batchMinutes })} ${t('kept')}`}
        value={draft.text}
        error={error}
        onChange={({ target }) => {
          sending.setErrors({});
          change({ text: target.value });
        }}
      />
      <div>
        <Button type="submit" variant="primary" pending={sending.isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
