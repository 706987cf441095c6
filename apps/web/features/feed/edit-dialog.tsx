'use client';

import { ProblemError } from '@chitlaq/client';
import { POST_MAX, postLength } from '@chitlaq/text';
import { Banner, Button, CounterRing, Select, Sheet, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { changePost } from './change-post.ts';
import type { Post } from './post-card.tsx';

const visibilities = ['public', 'university', 'followers'] as const;
const policies = ['everyone', 'followers', 'mentioned', 'nobody'] as const;

/** Changes one's own post: its words, its warning, who sees it from now on and who may reply. */
export function EditDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countId = useId();
  const [base, setBase] = useState(post);
  const [content, setContent] = useState(post.content);
  const [warning, setWarning] = useState(post.contentWarning ?? '');
  const [visibility, setVisibility] = useState(post.visibility);
  const [replyPolicy, setReplyPolicy] = useState(post.replyPolicy);
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  // A post is only ever shown to fewer people than before.
  const narrower = visibilities.slice(visibilities.indexOf(base.visibility));
  const remaining = POST_MAX - postLength(content);
  const isSame =
    content === base.content &&
    warning === (base.contentWarning ?? '') &&
    visibility === base.visibility &&
    replyPolicy === base.replyPolicy;
  const disabledReason = isSame
    ? t('edit.nothing')
    : remaining < 0
      ? t('tooLong', { count: -remaining })
      : content.trim() === '' && base.media.length === 0
        ? t('writeSomething')
        : undefined;

  const send = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      const changed = await api.patch('/posts/{id}', {
        path: { id: base.id },
        body: {
          ...(content === base.content ? {} : { content }),
          ...(warning === (base.contentWarning ?? '') ? {} : { contentWarning: warning || null }),
          ...(visibility === base.visibility ? {} : { visibility }),
          ...(replyPolicy === base.replyPolicy ? {} : { replyPolicy }),
          ifEditedAt: base.editedAt,
        },
      });
      changePost(queries, base.id, () => changed);
      void queries.invalidateQueries({ queryKey: ['history', base.id] });
      toast({ message: t('edit.done'), tone: 'good' });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setIsPending(false);
      if (error instanceof ProblemError && error.code === 'post_changed') await takeNewest();
    }
  };
  /** After an edit elsewhere: what is typed here stays, and is weighed against what the post says now. */
  const takeNewest = async () => {
    const newest = await api.get('/posts/{id}', { path: { id: base.id } }).catch(() => undefined);
    if (!newest) return;
    setBase(newest);
    changePost(queries, newest.id, () => newest);
    if (visibilities.indexOf(visibility) < visibilities.indexOf(newest.visibility))
      setVisibility(newest.visibility);
  };

  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('edit.title')}
      description={t('edit.lead')}
      closeLabel={t('close')}
      footer={
        <span id={countId} className="flex items-center gap-3">
          <CounterRing remaining={remaining} max={POST_MAX} label={(left) => t('left', { count: left })} />
          <Button
            variant="primary"
            pending={isPending}
            disabledReason={disabledReason}
            onClick={() => void send()}
          >
            {t('edit.save')}
          </Button>
        </span>
      }
    >
      <div className="grid gap-4">
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
        <TextArea
          label={t('yourPost')}
          rows={4}
          value={content}
          aria-describedby={countId}
          onChange={(event) => setContent(event.target.value)}
        />
        <TextField
          label={t('warningLabel')}
          help={t('warningHelp')}
          value={warning}
          maxLength={100}
          onChange={(event) => setWarning(event.target.value)}
        />
        <Select
          label={t('audience')}
          help={t('edit.narrower')}
          value={visibility}
          onChange={(event) => setVisibility(event.target.value as Post['visibility'])}
          options={narrower.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        />
        <Select
          label={t('whoMayReply')}
          value={replyPolicy}
          onChange={(event) => setReplyPolicy(event.target.value as Post['replyPolicy'])}
          options={policies.map((value) => ({ value, label: t(`replyPolicy.${value}`) }))}
        />
      </div>
    </Sheet>
  );
}
