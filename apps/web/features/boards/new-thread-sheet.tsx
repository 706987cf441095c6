'use client';

import { isolate } from '@chitlaq/text';
import { BOARD_POST_MAX, BOARD_TITLE_MAX } from '@chitlaq/text/pseudonyms';
import { Banner, Button, Sheet, TextField } from '@chitlaq/ui';
import { type FormEvent, useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useBoardDraft } from './board-draft.ts';
import type { Board } from './queries.ts';
import { lengthOf, TextWithCounter } from './text-with-counter.tsx';
import { useSend } from './use-send.ts';
import { useWriter } from './use-writer.tsx';

/** Begins a thread. What is typed stays on the device until it is sent. */
export function NewThreadSheet({ board, onClose }: { board: Board; onClose: () => void }) {
  const t = useTranslations('boards.compose');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const formId = useId();
  const isOffline = useIsOffline();
  const writer = useWriter();
  const { draft, change, clear } = useBoardDraft(writer.memberId, board.id);
  const sending = useSend(writer, ({ threadId, postId, title, text }, secret) =>
    api.put('/boards/{boardId}/threads/{threadId}', {
      path: { boardId: board.id, threadId },
      body: { secret, postId, title, text },
    }),
  );
  const [isTried, setIsTried] = useState(false);
  const over = {
    title: lengthOf(draft.title) - BOARD_TITLE_MAX,
    text: lengthOf(draft.text) - BOARD_POST_MAX,
  };
  const titleError =
    over.title > 0
      ? t('titleTooLong', { count: over.title })
      : isTried && draft.title.trim() === ''
        ? t('titleNeeded')
        : sending.errors.title;
  const textError =
    over.text > 0
      ? t('textTooLong', { count: over.text })
      : isTried && draft.text.trim() === ''
        ? t('textNeeded')
        : sending.errors.text;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (draft.title.trim() === '' || draft.text.trim() === '' || over.title > 0 || over.text > 0) return;
    if (!(await sending.send(draft, { boardId: board.id, threadId: draft.threadId }))) return;
    clear();
    onClose();
  };
  return (
    <>
      <Sheet
        // The sheet of the secret takes its place.
        open={writer.dialog === null}
        onOpenChange={(isOpen) => {
          if (!isOpen && writer.dialog === null) onClose();
        }}
        title={t('title')}
        description={t('lead', { board: isolate(board.title[locale]) })}
        closeLabel={t('close')}
        footer={
          <>
            <Button variant="quiet" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" form={formId} variant="primary" pending={sending.isPending}>
              {t('send')}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="grid grid-cols-1 gap-4"
          noValidate
          onSubmit={(event) => void submit(event)}
        >
          {sending.errors.problem ? (
            <Banner tone="danger" title={sending.errors.problem} live="assertive" />
          ) : null}
          {isOffline ? <Banner tone="warn">{t('offline')}</Banner> : null}
          <TextField
            label={t('titleLabel')}
            help={t('titleHelp', { max: BOARD_TITLE_MAX })}
            dir="auto"
            value={draft.title}
            maxLength={1_000}
            autoFocus
            error={titleError}
            onChange={({ target }) => {
              sending.setErrors({});
              change({ title: target.value });
            }}
          />
          <TextWithCounter
            label={t('textLabel')}
            help={t('kept')}
            rows={6}
            value={draft.text}
            error={textError}
            onChange={({ target }) => {
              sending.setErrors({});
              change({ text: target.value });
            }}
          />
        </form>
      </Sheet>
      {writer.dialog}
    </>
  );
}
