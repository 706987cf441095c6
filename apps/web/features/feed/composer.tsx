'use client';

import type { Schemas } from '@chitlaq/client';
import { POST_MAX, postLength, splitAtLimit } from '@chitlaq/text';
import { Avatar, Banner, Button, CounterRing, IconButton, Select, TextField } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ChartBarBig, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { useMe } from '../frame/session.ts';
import { AddPictures, AttachedPictures, useAttachments } from './attachments.tsx';
import { useDraft } from './drafts.ts';
import { addToHome, POSTS } from './lists.ts';
import { emptyPoll, type PollDraft, PollEditor, toNewPoll } from './poll-editor.tsx';
import type { Post } from './post-card.tsx';

type NewPost = { visibility: Post['visibility']; replyPolicy: Post['replyPolicy'] };
const visibilities = ['public', 'university', 'followers'] as const;
const policies = ['everyone', 'followers', 'mentioned', 'nobody'] as const;

export interface ComposerProps {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  onSent?: (() => void) | undefined;
  autoFocus?: boolean | undefined;
}

/** Writes a post, a reply or a quote. Nothing typed is lost; a failed send says why and keeps the text. */
export function Composer({ replyTo, quoteOf, onSent, autoFocus = false }: ComposerProps) {
  const t = useTranslations('feed');
  const me = useMe();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countId = useId();
  const [content, setContent] = useDraft(
    replyTo ? `reply:${replyTo.id}` : quoteOf ? `quote:${quoteOf.id}` : 'post',
  );
  const [choice, setChoice] = useState<NewPost>({
    visibility: replyTo?.visibility ?? 'public',
    replyPolicy: 'everyone',
  });
  const [warning, setWarning] = useState<string>();
  const [poll, setPoll] = useState<PollDraft>();
  const attachments = useAttachments();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  // One key for one post: a press twice, or a retry after a lost answer, makes one post.
  const key = useRef<{ body: string; value: string }>(undefined);

  const remaining = POST_MAX - postLength(content);
  const isEmpty = content.trim() === '' && attachments.files.length === 0;
  const isPollShort = poll !== undefined && toNewPoll(poll).options.length < 2;
  const disabledReason = isEmpty
    ? t('writeSomething')
    : remaining < 0
      ? t('tooLong', { count: -remaining })
      : attachments.isWaiting
        ? t('media.wait')
        : isPollShort
          ? t('poll.fill')
          : undefined;

  const send = async () => {
    if (disabledReason || isPending) return;
    const body = {
      content,
      visibility: choice.visibility,
      replyPolicy: choice.replyPolicy,
      ...(replyTo ? { replyToId: replyTo.id } : {}),
      ...(quoteOf ? { quoteOfId: quoteOf.id } : {}),
      ...(warning ? { contentWarning: warning } : {}),
      ...(poll ? { poll: toNewPoll(poll) } : {}),
      ...(attachments.ids.length > 0 ? { mediaIds: attachments.ids } : {}),
    };
    const said = JSON.stringify(body);
    if (key.current?.body !== said) key.current = { body: said, value: crypto.randomUUID() };
    setIsPending(true);
    setProblem(undefined);
    try {
      const post = await api.post('/posts', { body, idempotencyKey: key.current.value });
      setContent('');
      setWarning(undefined);
      setPoll(undefined);
      attachments.clear();
      addToHome(queries, post as Schemas['Post']);
      if (replyTo) void queries.invalidateQueries({ queryKey: [POSTS, 'thread'] });
      onSent?.();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  };

  return (
    <div className="flex gap-3">
      {me ? (
        <Avatar name={me.user.displayName} seed={me.user.id} size={40} className="max-tablet:hidden" />
      ) : null}
      <div className="min-w-0 flex-1">
        {warning === undefined ? null : (
          <TextField
            label={t('warningLabel')}
            help={t('warningHelp')}
            value={warning}
            maxLength={100}
            onChange={(event) => setWarning(event.target.value)}
            frameClassName="mb-3"
          />
        )}
        <div className="grid">
          {/* Lies under the text of the same shape, grows with it, and marks what is over. */}
          <div
            aria-hidden="true"
            className="pointer-events-none col-start-1 row-start-1 min-h-24 whitespace-pre-wrap break-words py-1 text-lg text-transparent"
          >
            <Marked content={content} />
          </div>
          <textarea
            value={content}
            onChange={(event) => setContent(event.target.value)}
            onKeyDown={onKeyDown}
            // biome-ignore lint/a11y/noAutofocus: the sheet was opened to write
            autoFocus={autoFocus}
            aria-label={replyTo ? t('yourReply') : t('yourPost')}
            aria-describedby={countId}
            placeholder={replyTo ? t('replyPlaceholder') : t('placeholder')}
            className="col-start-1 row-start-1 min-h-24 resize-none overflow-hidden bg-transparent py-1 text-lg outline-none placeholder:text-muted"
          />
        </div>
        <AttachedPictures attachments={attachments} />
        {poll ? <PollEditor poll={poll} onChange={setPoll} /> : null}
        {problem ? <Banner tone="danger" title={problem} live="assertive" className="my-2" /> : null}
        <div className="mt-2 flex flex-wrap items-end gap-2 border-line border-t pt-3">
          <AddPictures attachments={attachments} />
          <IconButton
            label={poll ? t('poll.remove') : t('poll.add')}
            tone={poll ? 'nar' : 'muted'}
            aria-pressed={poll !== undefined}
            onClick={() => setPoll(poll ? undefined : emptyPoll)}
          >
            <ChartBarBig aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t('warning')}
            tone={warning === undefined ? 'muted' : 'nar'}
            aria-pressed={warning !== undefined}
            onClick={() => setWarning(warning === undefined ? '' : undefined)}
          >
            <TriangleAlert aria-hidden="true" />
          </IconButton>
          <Select
            label={t('audience')}
            labelHidden
            value={choice.visibility}
            onChange={(event) =>
              setChoice({ ...choice, visibility: event.target.value as NewPost['visibility'] })
            }
            options={visibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))}
            frameClassName="max-w-40"
          />
          <Select
            label={t('whoMayReply')}
            labelHidden
            value={choice.replyPolicy}
            onChange={(event) =>
              setChoice({ ...choice, replyPolicy: event.target.value as NewPost['replyPolicy'] })
            }
            options={policies.map((value) => ({ value, label: t(`replyPolicy.${value}`) }))}
            frameClassName="max-w-40"
          />
          <span id={countId} className="ml-auto flex items-center gap-3">
            <CounterRing remaining={remaining} max={POST_MAX} label={(left) => t('left', { count: left })} />
            <Button
              variant="primary"
              pending={isPending}
              disabledReason={disabledReason}
              onClick={() => void send()}
            >
              {replyTo ? t('reply') : t('send')}
            </Button>
          </span>
        </div>
      </div>
    </div>
  );
}

function Marked({ content }: { content: string }) {
  const { within, over } = splitAtLimit(content, POST_MAX);
  return (
    <>
      {within}
      {over ? <mark className="bg-nar-soft text-transparent">{over}</mark> : null}
      {/* A last empty line has height only when something stands on it. */}
      {'​'}
    </>
  );
}
