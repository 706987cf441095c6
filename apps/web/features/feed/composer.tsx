'use client';

import { type Schemas, serverNow } from '@chitlaq/client';
import { POST_MAX, postLength } from '@chitlaq/text';
import { Avatar, Banner, Button, CounterRing, Skeleton, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, lazy, Suspense, useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { retryAtOf } from '../../lib/retry-at.ts';
import { DRAFTS, SCHEDULED } from '../drafts/keys.ts';
import { useMe } from '../frame/session.ts';
import { TryAgain } from '../frame/try-again.tsx';
import { asksForAlt } from './ask-alt.ts';
import { AttachedPictures, altFieldId, areWaiting, undescribed, useAddFiles } from './attachments.tsx';
import { audienceKind } from './audience.ts';
import { ComposerText } from './composer-text.tsx';
import { ComposerTools } from './composer-tools.tsx';
import { addHeld, isHeld } from './held.ts';
import { KeepingTrouble, Kept } from './keeping-line.tsx';
import { addToHome, POSTS } from './lists.ts';
import { toNewPoll } from './poll-draft.ts';
import type { Post } from './post.ts';
import { faultOf, ownZone, quickTimes } from './schedule-times.ts';
import { useWriting } from './use-writing.ts';
import { blank, toNewPost } from './written.ts';

// Apart: most posts have neither, and a page that may need them should load without them.
const PollEditor = lazy(async () => ({ default: (await import('./poll-editor.tsx')).PollEditor }));
const SchedulePicker = lazy(async () => ({
  default: (await import('./schedule-picker.tsx')).SchedulePicker,
}));

export interface ComposerProps {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  /** Changes this one, which waits to be published, and its time. */
  scheduled?: Schemas['ScheduledPost'] | undefined;
  onSent?: (() => void) | undefined;
  /** Shows one's drafts. */
  onDrafts?: (() => void) | undefined;
  autoFocus?: boolean | undefined;
}

/** Writes a post, a reply or a quote. Nothing typed is lost; a failed send says why and keeps the text. */
export function Composer(props: ComposerProps) {
  const me = useMe();
  return me ? <Writer {...props} me={me} /> : null;
}

const subjectOf = ({ replyTo, quoteOf, scheduled }: ComposerProps): string => {
  if (scheduled) return `scheduled:${scheduled.id}:${scheduled.updatedAt}`;
  return replyTo ? `reply:${replyTo.id}` : quoteOf ? `quote:${quoteOf.id}` : 'post';
};

function Writer({ me, ...props }: ComposerProps & { me: Schemas['Me'] }) {
  const { replyTo, quoteOf, scheduled, onSent, onDrafts, autoFocus = false } = props;
  const t = useTranslations('feed');
  const words = useTranslations('drafts');
  const format = useFormatter();
  const router = useRouter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countId = useId();
  const about = {
    replyToId: replyTo?.id ?? scheduled?.post.replyToId,
    quoteOfId: quoteOf?.id ?? scheduled?.post.quoteOfId,
  };
  const [state, writing] = useWriting({
    memberId: me.user.id,
    subject: subjectOf(props),
    about,
    start: blank(replyTo?.visibility),
    isDraft: !scheduled,
    from: scheduled?.post,
  });
  const { written } = state;
  const { content, warning, poll, files } = written;
  const [at, setAt] = useState(() => timeOf(scheduled));
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const [isPending, setIsPending] = useState(false);

  const addFiles = useAddFiles(files, writing.changeFiles);
  const remaining = POST_MAX - postLength(content);
  const isEmpty = content.trim() === '' && files.length === 0;
  const isPollShort = poll !== undefined && toNewPoll(poll).options.length < 2;
  // What waits may keep its time; what could not be published needs a new one.
  const isUnmoved = scheduled?.status === 'waiting' && at?.getTime() === Date.parse(scheduled.scheduledFor);
  const fault = at && !isUnmoved ? faultOf(at, new Date(serverNow())) : undefined;
  const disabledReason = isEmpty
    ? t('writeSomething')
    : remaining < 0
      ? t('tooLong', { count: -remaining })
      : areWaiting(files)
        ? t('media.wait')
        : isPollShort
          ? t('poll.fill')
          : state.keeping === 'changed'
            ? words('changed.title')
            : fault && words(`schedule.fault.${fault}`);

  const sayScheduled = (moment: Date) =>
    toast({
      message: words('schedule.done', {
        when: format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'short', timeZone: ownZone() }),
      }),
      tone: 'good',
      ...(scheduled
        ? {}
        : { action: { label: words('schedule.see'), run: () => router.push(paths.scheduled) } }),
    });
  const deliver = async () => {
    if (scheduled && at) {
      await writing.describe();
      const { id, updatedAt } = scheduled;
      await api.patch('/scheduled-posts/{id}', {
        path: { id },
        body: {
          post: toNewPost(written, about),
          updatedAt,
          ...(isUnmoved ? {} : { scheduledFor: at.toISOString() }),
        },
      });
      writing.reset();
      sayScheduled(at);
    } else if (at) {
      await writing.schedule(at);
      setAt(undefined);
      sayScheduled(at);
    } else {
      const made = await writing.publish();
      if (isHeld(made)) addHeld(made);
      else addToHome(queries, made);
      if (replyTo) void queries.invalidateQueries({ queryKey: [POSTS, 'thread'] });
    }
    void queries.invalidateQueries({ queryKey: DRAFTS });
    void queries.invalidateQueries({ queryKey: SCHEDULED });
  };
  const send = async (isAsked = false) => {
    if (disabledReason || isPending) return;
    if (!isAsked && undescribed(files).length > 0 && asksForAlt()) return setIsAsking(true);
    setIsAsking(false);
    setIsPending(true);
    setProblem(undefined);
    setRetryAt(undefined);
    try {
      await deliver();
      onSent?.();
    } catch (error) {
      setProblem(problemText(error));
      setRetryAt(retryAtOf(error));
    } finally {
      setIsPending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  };
  const describeFirst = () => {
    setIsAsking(false);
    const [first] = undescribed(files);
    if (first) document.getElementById(altFieldId(countId, first))?.focus();
  };
  // One that was begun while the post was more open keeps the choice, or it could not be sent.
  const isClosed = replyTo && audienceKind(replyTo) !== 'public' && written.visibility === replyTo.visibility;
  const closedFor =
    isClosed && replyTo
      ? t(`replyAudience.${audienceKind(replyTo)}`, {
          own: replyTo.author.id === me.user.id ? 'yes' : 'no',
          name: replyTo.author.displayName,
          university: replyTo.author.university,
        })
      : undefined;
  const openSchedule = () => setAt(at ? undefined : tomorrow());
  const label = scheduled ? words('saveChanges') : at ? words('schedule.act') : t(replyTo ? 'reply' : 'send');

  return (
    <div className="flex gap-3">
      <Avatar
        name={me.user.displayName}
        seed={me.user.id}
        src={me.profile.avatarUrl}
        size={40}
        className="max-tablet:hidden"
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving any of the fields in it is a moment to save */}
      <div className="min-w-0 flex-1" onBlur={() => void writing.save()}>
        {warning === undefined ? null : (
          <TextField
            label={t('warningLabel')}
            help={t('warningHelp')}
            value={warning}
            maxLength={100}
            onChange={(event) => writing.change({ warning: event.target.value })}
            frameClassName="mb-3"
          />
        )}
        <ComposerText
          content={content}
          onChange={(next) => writing.change({ content: next })}
          onKeyDown={onKeyDown}
          onFiles={addFiles}
          autoFocus={autoFocus}
          label={t(replyTo ? 'yourReply' : 'yourPost')}
          placeholder={t(replyTo ? 'replyPlaceholder' : 'placeholder')}
          describedBy={countId}
        />
        <AttachedPictures place={countId} files={files} onChange={writing.changeFiles} />
        <Suspense fallback={<Skeleton className="my-2 h-40" />}>
          {poll ? <PollEditor poll={poll} onChange={(next) => writing.change({ poll: next })} /> : null}
          {at ? <SchedulePicker at={at} onChange={setAt} /> : null}
        </Suspense>
        {problem ? <Banner tone="danger" title={problem} live="assertive" className="my-2" /> : null}
        {isAsking ? (
          <Banner
            tone="warn"
            title={words('alt.ask', { count: undescribed(files).length })}
            live="polite"
            className="my-2"
            action={
              <span className="flex flex-wrap gap-2">
                <Button size="sm" onClick={describeFirst}>
                  {words('alt.describe')}
                </Button>
                <Button size="sm" variant="quiet" onClick={() => void send(true)}>
                  {words('alt.anyway')}
                </Button>
              </span>
            }
          >
            {words('alt.why')}
          </Banner>
        ) : null}
        <KeepingTrouble state={state} writing={writing} />
        <ComposerTools
          written={written}
          writing={writing}
          closedFor={closedFor}
          isScheduling={at !== undefined}
          aside={<Kept state={state} onDrafts={onDrafts} />}
          onSchedule={scheduled ? undefined : openSchedule}
        >
          <TryAgain at={retryAt} />
          <span id={countId} className="ml-auto flex items-center gap-3">
            <CounterRing remaining={remaining} max={POST_MAX} label={(left) => t('left', { count: left })} />
            <Button
              variant="primary"
              pending={isPending}
              disabledReason={disabledReason}
              onClick={() => void send()}
            >
              {label}
            </Button>
          </span>
        </ComposerTools>
      </div>
    </div>
  );
}

const tomorrow = (): Date | undefined =>
  quickTimes(new Date(serverNow())).find(({ name }) => name === 'tomorrow')?.at;

const timeOf = (scheduled: Schemas['ScheduledPost'] | undefined): Date | undefined => {
  if (!scheduled) return undefined;
  return scheduled.status === 'waiting' ? new Date(scheduled.scheduledFor) : tomorrow();
};
