'use client';

import { type Schemas, serverNow } from '@chitlaq/client';
import { retryAtOf, useProblemText } from '@chitlaq/react';
import { POST_MAX, postLength } from '@chitlaq/text';
import { Avatar, Banner, Button, CounterRing, Skeleton, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { audienceKind } from '../../lib/audience.ts';
import { paths } from '../../lib/paths.ts';
import type { Post } from '../../lib/post.ts';
import { addToHome, POSTS } from '../../lib/post-lists.ts';
import { universityName } from '../../lib/university-name.ts';
import { useCaret } from '../../lib/use-caret.ts';
import { threadPeople } from '../completion/thread-people.ts';
import { useMe } from '../session/session.ts';
import { isAltReminderOn } from './alt-reminder.ts';
import { AttachmentList, altFieldId, areUploading, useAddFiles, withoutDescription } from './attachments.tsx';
import { ComposerText } from './composer-text.tsx';
import { ComposerTools } from './composer-tools.tsx';
import { emptyContent, isEmptyContent, toNewPost } from './draft-content.ts';
import { DRAFTS_KEY, SCHEDULED_KEY } from './draft-keys.ts';
import { DraftSaved, DraftSaveProblem } from './draft-status.tsx';
import { addPendingPost, isPendingPost } from './pending-posts-store.ts';
import { emptyPoll, repeatedOption, toNewPoll } from './poll-draft.ts';
import { deviceTimeZone, quickTimes, validateTime } from './schedule-times.ts';
import { useDraftEditor } from './use-draft-editor.ts';

// Lazy: few posts have a poll or a scheduled time.
const PollEditor = lazy(async () => ({ default: (await import('./poll-editor.tsx')).PollEditor }));
const SchedulePicker = lazy(async () => ({
  default: (await import('./schedule-picker.tsx')).SchedulePicker,
}));

export interface ComposerProps {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  /** Edits this scheduled post and its time. */
  scheduled?: Schemas['ScheduledPost'] | undefined;
  onSent?: (() => void) | undefined;
  /** Opens the list of drafts. */
  onDrafts?: (() => void) | undefined;
  autoFocus?: boolean | undefined;
  /** On a phone, one line until it is used. */
  isCompact?: boolean | undefined;
  /** Text that was typed before the composer had loaded. */
  typed?: string | undefined;
}

/** Writes a post, a reply or a quote. Never loses text: if sending fails, the text stays and the reason is shown. */
export function Composer(props: ComposerProps) {
  const me = useMe();
  return me ? <ComposerForm {...props} me={me} /> : null;
}

const composerSubject = ({ replyTo, quoteOf, scheduled }: ComposerProps): string => {
  if (scheduled) return `scheduled:${scheduled.id}:${scheduled.updatedAt}`;
  return replyTo ? `reply:${replyTo.id}` : quoteOf ? `quote:${quoteOf.id}` : 'post';
};

function ComposerForm({ me, ...props }: ComposerProps & { me: Schemas['Me'] }) {
  const { replyTo, quoteOf, scheduled, onSent, onDrafts, autoFocus = false, isCompact = false } = props;
  const t = useTranslations('feed');
  const tDrafts = useTranslations('drafts');
  const tProblems = useTranslations('problems');
  const locale = useLocale();
  const format = useFormatter();
  const router = useRouter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countId = useId();
  const target = {
    replyToId: replyTo?.id ?? scheduled?.post.replyToId,
    quoteOfId: quoteOf?.id ?? scheduled?.post.quoteOfId,
  };
  const [state, draftEditor] = useDraftEditor({
    memberId: me.user.id,
    subject: composerSubject(props),
    target,
    initial: emptyContent(replyTo?.visibility),
    isDraft: !scheduled,
    from: scheduled?.post,
  });
  const { draftContent } = state;
  const { content, warning, poll, files } = draftContent;
  const [at, setAt] = useState(() => initialTime(scheduled));
  const [isAskingForAlt, setIsAskingForAlt] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const [isPending, setIsPending] = useState(false);
  /** What the member has added last. A restored poll or time does not move the page. */
  const [addedPart, setAddedPart] = useState<'poll' | 'time'>();

  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useCaret(field, (next) => draftEditor.change({ content: next }));
  const [isInUse, setIsInUse] = useState(false);
  const isCollapsed = isCompact && !isInUse && isEmptyContent(draftContent);
  const typed = useRef(props.typed);
  useEffect(() => {
    if (typed.current) caret.replace(content + typed.current, content.length + typed.current.length);
    typed.current = undefined;
  }, [content, caret]);

  const { data: replyPermission } = useQuery({
    queryKey: [POSTS, 'reply-permission', replyTo?.id],
    queryFn: () => api.get('/posts/{id}/reply-permission', { path: { id: replyTo?.id ?? '' } }),
    enabled: replyTo !== undefined && replyTo.author.id !== me.user.id,
  });
  const refusal = replyPermission?.allowed === false ? t('replyRefused') : undefined;
  const addFiles = useAddFiles(files, draftEditor.changeFiles);
  const remaining = POST_MAX - postLength(content);
  const isEmpty = content.trim() === '' && files.length === 0;
  const isPollIncomplete = poll !== undefined && toNewPoll(poll).options.length < 2;
  const isPollRepeating = poll !== undefined && repeatedOption(poll) !== undefined;
  // A waiting post may keep its time; a failed one needs a new time.
  const isTimeUnchanged =
    scheduled?.status === 'waiting' && at?.getTime() === Date.parse(scheduled.scheduledFor);
  const timeError = at && !isTimeUnchanged ? validateTime(at, new Date(serverNow())) : undefined;
  const disabledReason = refusal
    ? refusal
    : isEmpty
      ? t('writeSomething')
      : remaining < 0
        ? t('tooLong', { count: -remaining })
        : areUploading(files)
          ? t('media.waitForUpload')
          : isPollIncomplete
            ? t('poll.fillOptions')
            : isPollRepeating
              ? tProblems('poll_option_repeated')
              : state.saveState === 'conflict'
                ? tDrafts('conflict.title')
                : timeError && tDrafts(`schedule.error.${timeError}`);

  const showScheduledToast = (moment: Date) =>
    toast({
      message: tDrafts('schedule.done', {
        when: format.dateTime(moment, {
          dateStyle: 'medium',
          timeStyle: 'short',
          timeZone: deviceTimeZone(),
        }),
      }),
      tone: 'good',
      ...(scheduled
        ? {}
        : { action: { label: tDrafts('schedule.view'), run: () => router.push(paths.scheduled) } }),
    });
  const submit = async () => {
    if (scheduled && at) {
      await draftEditor.saveFileDescriptions();
      const { id, updatedAt } = scheduled;
      await api.patch('/scheduled-posts/{id}', {
        path: { id },
        body: {
          post: toNewPost(draftContent, target),
          updatedAt,
          ...(isTimeUnchanged ? {} : { scheduledFor: at.toISOString() }),
        },
      });
      draftEditor.reset();
      showScheduledToast(at);
    } else if (at) {
      await draftEditor.schedule(at);
      setAt(undefined);
      showScheduledToast(at);
    } else {
      const published = await draftEditor.publish();
      if (isPendingPost(published)) addPendingPost(published);
      else addToHome(queries, published);
      if (replyTo) void queries.invalidateQueries({ queryKey: [POSTS, 'thread'] });
    }
    void queries.invalidateQueries({ queryKey: DRAFTS_KEY });
    void queries.invalidateQueries({ queryKey: SCHEDULED_KEY });
  };
  const undescribed = withoutDescription(files);
  // Done: a picture that is added later is asked for anew.
  if (isAskingForAlt && undescribed.length === 0) setIsAskingForAlt(false);
  /** Reminds of missing descriptions first; sending again, while the reminder is shown, confirms. */
  const send = async () => {
    if (disabledReason || isPending) return;
    if (!isAskingForAlt && undescribed.length > 0 && isAltReminderOn()) return setIsAskingForAlt(true);
    setIsAskingForAlt(false);
    setIsPending(true);
    setProblem(undefined);
    setRetryAt(undefined);
    try {
      await submit();
      setIsInUse(false);
      onSent?.();
    } catch (error) {
      setProblem(problemText(error));
      setRetryAt(retryAtOf(error));
    } finally {
      setIsPending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) void send();
  };
  const focusFirstDescription = () => {
    setIsAskingForAlt(false);
    const [first] = undescribed;
    if (first) document.getElementById(altFieldId(countId, first))?.focus();
  };
  // If the draft was started while the parent post had a wider audience, keep the audience select: the old
  // choice would be refused.
  const hasNarrowAudience =
    replyTo && audienceKind(replyTo) !== 'public' && draftContent.visibility === replyTo.visibility;
  const audienceNote =
    hasNarrowAudience && replyTo
      ? t(`replyAudience.${audienceKind(replyTo)}`, {
          own: replyTo.author.id === me.user.id ? 'yes' : 'no',
          name: replyTo.author.displayName,
          university: universityName(replyTo.author, locale),
        })
      : undefined;
  const toggleSchedule = () => {
    setAddedPart(at ? undefined : 'time');
    setAt(at ? undefined : defaultTime());
  };
  const togglePoll = () => {
    setAddedPart(poll ? undefined : 'poll');
    draftEditor.change({ poll: poll ? undefined : emptyPoll });
  };
  const label = scheduled
    ? tDrafts('saveChanges')
    : at
      ? tDrafts('schedule.submit')
      : t(replyTo ? 'reply' : 'send');

  return (
    <div className="flex gap-3">
      <Avatar
        name={me.user.displayName}
        seed={me.user.id}
        src={me.profile.avatarUrl}
        size={40}
        className="max-tablet:hidden"
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: saves the draft when any field inside loses focus */}
      <div
        data-uncovered=""
        className="min-w-0 flex-1"
        onFocus={() => setIsInUse(true)}
        onBlur={() => void draftEditor.save()}
      >
        {refusal ? <Banner title={refusal} live="polite" className="mb-2" /> : null}
        {warning === undefined ? null : (
          <TextField
            label={t('warningLabel')}
            help={t('warningHelp')}
            value={warning}
            maxLength={100}
            onChange={(event) => draftEditor.change({ warning: event.target.value })}
            frameClassName="mb-3"
          />
        )}
        <ComposerText
          field={field}
          caret={caret}
          people={() => threadPeople(queries, replyTo ?? quoteOf)}
          isCompact={isCollapsed}
          content={content}
          onChange={(next) => draftEditor.change({ content: next })}
          onKeyDown={onKeyDown}
          onFiles={addFiles}
          autoFocus={autoFocus}
          label={t(replyTo ? 'yourReply' : 'yourPost')}
          placeholder={t(replyTo ? 'replyPlaceholder' : 'placeholder')}
          describedBy={countId}
        />
        <AttachmentList listId={countId} files={files} onChange={draftEditor.changeFiles} />
        <Suspense fallback={<Skeleton className="my-2 h-40" />}>
          {poll ? (
            <PollEditor
              poll={poll}
              isJustAdded={addedPart === 'poll'}
              onChange={(next) => draftEditor.change({ poll: next })}
            />
          ) : null}
          {at ? <SchedulePicker at={at} isJustAdded={addedPart === 'time'} onChange={setAt} /> : null}
        </Suspense>
        {problem ? <Banner tone="danger" title={problem} live="assertive" className="my-2" /> : null}
        {isAskingForAlt ? (
          <Banner
            tone="warn"
            title={tDrafts('alt.prompt', { count: undescribed.length })}
            live="polite"
            className="my-2"
            action={
              <span className="flex flex-wrap gap-2">
                <Button size="sm" onClick={focusFirstDescription}>
                  {tDrafts('alt.describe')}
                </Button>
                <Button size="sm" variant="quiet" onClick={() => void send()}>
                  {tDrafts('alt.postAnyway')}
                </Button>
              </span>
            }
          >
            {tDrafts('alt.why')}
          </Banner>
        ) : null}
        <DraftSaveProblem state={state} draftEditor={draftEditor} />
        <ComposerTools
          draftContent={draftContent}
          draftEditor={draftEditor}
          field={field}
          caret={caret}
          audienceNote={audienceNote}
          isScheduling={at !== undefined}
          isCollapsed={isCollapsed}
          aside={<DraftSaved state={state} onDrafts={onDrafts} />}
          onPoll={togglePoll}
          onSchedule={scheduled ? undefined : toggleSchedule}
        >
          <RetryCountdown at={retryAt} />
          <span id={countId} className="ml-auto flex items-center gap-3">
            <CounterRing
              remaining={remaining}
              max={POST_MAX}
              label={(left) => t('charactersLeft', { count: left })}
            />
            <Button
              variant="primary"
              pending={isPending}
              disabledReason={disabledReason}
              onClick={(event) => {
                // The second press of a double click was made before the reminder could be read.
                if (event.detail < 2) void send();
              }}
            >
              {label}
            </Button>
          </span>
        </ComposerTools>
      </div>
    </div>
  );
}

const defaultTime = (): Date | undefined =>
  quickTimes(new Date(serverNow())).find(({ name }) => name === 'tomorrow')?.at;

const initialTime = (scheduled: Schemas['ScheduledPost'] | undefined): Date | undefined => {
  if (!scheduled) return undefined;
  return scheduled.status === 'waiting' ? new Date(scheduled.scheduledFor) : defaultTime();
};
