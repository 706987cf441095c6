'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { POST_MAX, postLength } from '@chitlaq/text';
import { Banner, Button, CounterRing, Select, Sheet, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Post } from '../../lib/post.ts';
import { useCaret } from '../../lib/use-caret.ts';
import { threadPeople } from '../completion/thread-people.ts';
import { UnknownMentions } from '../completion/unknown-mentions.tsx';
import { usePostCompletion } from '../completion/use-post-completion.ts';
import { AddFilesButton, AttachmentList, areUploading } from '../composer/attachments.tsx';
import { REPLY_POLICIES, VISIBILITIES } from '../composer/composer-tools.tsx';
import type { Attachment } from '../composer/draft-content.ts';
import { saveDescriptions } from '../composer/save-descriptions.ts';
import { updateCachedPost } from './change-post.ts';

const toAttachments = (post: Post): Attachment[] =>
  post.media.map((media) => ({ key: media.id, media, address: media.previewUrl ?? media.url ?? undefined }));

/** Edits the member's own post: text, files, warning, audience and reply policy. */
export function EditDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countId = useId();
  const [savedPost, setSavedPost] = useState(post);
  const [content, setContent] = useState(post.content);
  const [warning, setWarning] = useState(post.contentWarning ?? '');
  const [files, setFiles] = useState(() => toAttachments(post));
  const [visibility, setVisibility] = useState(post.visibility);
  const [replyPolicy, setReplyPolicy] = useState(post.replyPolicy);
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useCaret(field, setContent);
  const completion = usePostCompletion({
    field,
    text: content,
    caret,
    people: () => threadPeople(queries, post),
  });
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  // An edit can only narrow the audience.
  const allowedVisibilities = VISIBILITIES.slice(VISIBILITIES.indexOf(savedPost.visibility));
  const remaining = POST_MAX - postLength(content);
  const mediaIds = files.flatMap(({ media }) => media?.id ?? []);
  const haveFilesChanged = mediaIds.join() !== savedPost.media.map(({ id }) => id).join();
  const haveDescriptionsChanged = files.some(
    ({ media, alt }) => alt !== undefined && alt.trim() !== (media?.alt ?? ''),
  );
  const isUnchanged =
    !haveFilesChanged &&
    !haveDescriptionsChanged &&
    !areUploading(files) &&
    content === savedPost.content &&
    warning === (savedPost.contentWarning ?? '') &&
    visibility === savedPost.visibility &&
    replyPolicy === savedPost.replyPolicy;
  const disabledReason = isUnchanged
    ? t('edit.unchanged')
    : remaining < 0
      ? t('tooLong', { count: -remaining })
      : areUploading(files)
        ? t('media.waitForUpload')
        : content.trim() === '' && files.length === 0
          ? t('writeSomething')
          : undefined;

  const send = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      await saveDescriptions(files);
      const changed = await api.patch('/posts/{id}', {
        path: { id: savedPost.id },
        body: {
          ...(content === savedPost.content ? {} : { content }),
          ...(warning === (savedPost.contentWarning ?? '') ? {} : { contentWarning: warning || null }),
          ...(visibility === savedPost.visibility ? {} : { visibility }),
          ...(replyPolicy === savedPost.replyPolicy ? {} : { replyPolicy }),
          ...(haveFilesChanged ? { mediaIds } : {}),
          ifEditedAt: savedPost.editedAt,
        },
      });
      updateCachedPost(queries, savedPost.id, () => ({ linkPreview: undefined, ...changed }));
      void queries.invalidateQueries({ queryKey: ['history', savedPost.id] });
      toast({ message: t('edit.done'), tone: 'good' });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setIsPending(false);
      if (error instanceof ProblemError && error.code === 'post_changed') await loadLatest();
    }
  };
  /** The post was edited elsewhere. Keep what is typed and compare it with the new version from now on. */
  const loadLatest = async () => {
    const latest = await api.get('/posts/{id}', { path: { id: savedPost.id } }).catch(() => undefined);
    if (!latest) return;
    setSavedPost(latest);
    updateCachedPost(queries, latest.id, () => latest);
    if (VISIBILITIES.indexOf(visibility) < VISIBILITIES.indexOf(latest.visibility))
      setVisibility(latest.visibility);
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
          <CounterRing
            remaining={remaining}
            max={POST_MAX}
            label={(left) => t('charactersLeft', { count: left })}
          />
          <Button
            variant="primary"
            className="max-tablet:flex-1"
            pending={isPending}
            disabledReason={disabledReason}
            onClick={() => void send()}
          >
            {t('edit.save')}
          </Button>
        </span>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
        <div>
          <TextArea
            label={t('yourPost')}
            ref={field}
            rows={4}
            value={content}
            aria-describedby={countId}
            {...completion.fieldProps}
            onKeyDown={completion.onKeyDown}
            onChange={(event) => {
              caret.track(event);
              setContent(event.target.value);
            }}
          />
          {completion.list}
          <UnknownMentions text={content} target={completion.target} />
        </div>
        <section aria-label={t('edit.files')}>
          <AttachmentList listId={countId} files={files} onChange={setFiles} />
          <AddFilesButton files={files} onChange={setFiles} showsLabel />
        </section>
        <TextField
          label={t('warningLabel')}
          help={t('warningHelp')}
          value={warning}
          maxLength={100}
          onChange={(event) => setWarning(event.target.value)}
        />
        <Select
          label={t('audience')}
          help={t('edit.narrowOnly')}
          value={visibility}
          onChange={(event) => setVisibility(event.target.value as Post['visibility'])}
          options={allowedVisibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        />
        <Select
          label={t('whoCanReply')}
          value={replyPolicy}
          onChange={(event) => setReplyPolicy(event.target.value as Post['replyPolicy'])}
          options={REPLY_POLICIES.map((value) => ({ value, label: t(`replyPolicy.${value}`) }))}
        />
      </div>
    </Sheet>
  );
}
