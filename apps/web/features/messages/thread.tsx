'use client';

import { ProblemError } from '@chitlaq/client';
import { EmptyState, ErrorState, Loading, Pill, Skeleton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowDown, MessageSquareDashed } from 'lucide-react';
import { useParams, useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { Stretch } from '../feed/stretch.tsx';
import { useMe } from '../frame/session.ts';
import { useConversation } from './conversations.ts';
import { hasExpired } from './disappearing.ts';
import { Line } from './line.tsx';
import { fetchAfter, fetchBefore } from './news.ts';
import { useReading } from './reading.ts';
import { chunksOf, isOf, rowsOf } from './rows.ts';
import { useOutbox } from './sending.ts';
import { Spoken } from './spoken.tsx';
import { ThreadFoot } from './thread-foot.tsx';
import { ThreadHead } from './thread-head.tsx';
import { ThreadRow } from './thread-row.tsx';
import type { About, Conversation } from './types.ts';
import { useMessageActions } from './use-message-actions.tsx';
import { useScroll } from './use-scroll.ts';
import { type Goal, useThread } from './use-thread.ts';
import { useDayOf } from './words.ts';

const DaySheet = lazy(async () => ({ default: (await import('./day-field.tsx')).DaySheet }));

/** So far above and below what one sees of a thread it is drawn. */
const NEAR_PX = 1_500;
/** Of the chunks at its end, where one mostly begins, so many are drawn at once. */
const AT_ONCE = 2;

/** One conversation: what was written, and where one writes. */
export function Thread() {
  const { id } = useParams<{ id: string }>();
  const queries = useQueryClient();
  const me = useMe();
  const conversation = useConversation(id, queries);
  const problemText = useProblemText();
  const t = useTranslations('messaging');
  if (!me || conversation.isPending) return <Waiting />;
  if (!conversation.data) {
    const isAbsent = conversation.error instanceof ProblemError && conversation.error.status === 404;
    return isAbsent ? (
      <EmptyState className="m-auto" icon={<MessageSquareDashed aria-hidden="true" />} title={t('absent')}>
        {t('absentDetail')}
      </EmptyState>
    ) : (
      <ErrorState
        title={t('failed')}
        detail={problemText(conversation.error)}
        retryLabel={t('retry')}
        onRetry={() => void conversation.refetch()}
      />
    );
  }
  return <Opened key={id} conversation={conversation.data} meId={me.user.id} />;
}

function Waiting() {
  const t = useTranslations('messaging');
  return (
    <Loading label={t('loading')} className="flex flex-1 flex-col justify-end gap-3 p-4">
      <Skeleton shape="block" className="h-12 w-1/2" />
      <Skeleton shape="block" className="h-16 w-2/3 self-end" />
      <Skeleton shape="block" className="h-12 w-2/5" />
    </Loading>
  );
}

function Opened({ conversation, meId }: { conversation: Conversation; meId: string }) {
  const t = useTranslations('messaging');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const { id } = conversation;
  const asked = Number(useSearchParams().get('at'));
  const at = Number.isInteger(asked) && asked > 0 ? asked : undefined;
  const thread = useThread(id, at);
  const { reach, toNewest } = thread;
  const { waiting, outbox } = useOutbox(id);
  const [about, setAbout] = useState<About>();
  const [unreadAfter, setUnreadAfter] = useState(conversation.unreadCount > 0 ? conversation.readSeq : null);
  const dayOf = useDayOf();
  const { data } = thread;
  // What is answered or edited may disappear meanwhile: its text goes from the composer too.
  useEffect(() => {
    if (data && about && hasExpired(about.message)) setAbout(undefined);
  }, [data, about]);
  /** Where one has been led to: drawn, however far from the screen. */
  const [wanted, setWanted] = useState<number>();
  const { chunks, drawing } = useMemo(() => {
    const rows = rowsOf(data?.items ?? [], data?.hasAfter ? [] : waiting, { meId, unreadAfter, dayOf });
    return { chunks: chunksOf(rows), drawing: [wanted, rows] };
  }, [data, waiting, meId, unreadAfter, dayOf, wanted]);
  const seen = useReading(id, conversation.request ? undefined : conversation.readSeq, meId);
  const [edge, setEdge] = useState<'before' | 'after'>();
  const isLoadingEdge = useRef(false);
  const loadEdge = (which: 'before' | 'after') => {
    if (isLoadingEdge.current || !(which === 'before' ? data?.hasBefore : data?.hasAfter)) return;
    isLoadingEdge.current = true;
    setEdge(which);
    void (which === 'before' ? fetchBefore : fetchAfter)(queries, id)
      .catch(() => undefined) // scrolling on tries again
      .finally(() => {
        isLoadingEdge.current = false;
        setEdge(undefined);
      });
  };
  const { box, content, isAtEnd, look, goTo, toEnd } = useScroll(
    drawing,
    data !== undefined && !data.hasAfter,
    {
      nearTop: () => loadEdge('before'),
      nearEnd: () => loadEdge('after'),
      seen,
    },
  );

  const jumpTo = useCallback(
    async (goal: Goal) => {
      try {
        await reach(goal, (seq) => {
          setWanted(seq);
          goTo(`[data-seq="${seq}"]`, { flash: true });
        });
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [goTo, reach, problemText],
  );
  /** The day from which one wants to go to another. */
  const [day, setDay] = useState<string>();
  // Where it opens: at the number that the address names, or where one stopped reading.
  const hasBegun = useRef(false);
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (!isLoaded || hasBegun.current) return;
    hasBegun.current = true;
    if (at === undefined) {
      if (document.querySelector('[data-key=unread]')) goTo('[data-key=unread]', { block: 'start' });
    } else void jumpTo(at);
  }, [isLoaded, at, goTo, jumpTo]);

  const goToEnd = async () => {
    await toNewest().catch(() => undefined);
    toEnd();
  };
  const [actions, dialogs] = useMessageActions(conversation, meId, setAbout);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key !== 'Escape' ||
        event.defaultPrevented ||
        document.querySelector('[role=dialog],[role=menu]')
      )
        return;
      if (about) setAbout(undefined);
      else router.push(paths.messages());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [about, router]);

  return (
    <>
      <ThreadHead conversation={conversation} meId={meId} onJump={(goal) => void jumpTo(goal)} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {!data && !thread.error ? <Waiting /> : null}
        {data ? (
          <div
            ref={box}
            onScroll={look}
            data-thread=""
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
          >
            {/* biome-ignore lint/a11y/useSemanticElements: between the list and its items are stretches */}
            <div
              ref={content}
              role="list"
              aria-label={t('messages')}
              className="flex min-h-full flex-col justify-end px-3 py-3"
            >
              {data.hasBefore ? null : (
                <Line className="px-6 py-3 text-pretty text-center text-muted text-sm">{t('whoReads')}</Line>
              )}
              {chunks.map((chunk, index) => (
                <Stretch
                  key={chunk.key}
                  data-chunk={chunk.key}
                  name={`${id} ${chunk.key} ${chunk.rows.length}`}
                  isFirst={index >= chunks.length - AT_ONCE}
                  isWanted={isOf(chunk, wanted) || chunk.rows.some(({ kind }) => kind === 'unread')}
                  box={box}
                  nearPx={NEAR_PX}
                  className="flex shrink-0 flex-col"
                >
                  {() =>
                    chunk.rows.map((row) => (
                      <ThreadRow
                        key={row.key}
                        row={row}
                        conversation={conversation}
                        meId={meId}
                        outbox={outbox}
                        actions={actions}
                        onJump={jumpTo}
                        onDay={setDay}
                      />
                    ))
                  }
                </Stretch>
              ))}
            </div>
          </div>
        ) : null}
        {!data && thread.error ? (
          <ErrorState
            title={t('failed')}
            detail={problemText(thread.error)}
            retryLabel={t('retry')}
            onRetry={() => void thread.refetch()}
          />
        ) : null}
        {/* Over the messages, so that it moves none of them. */}
        {edge === 'before' ? (
          <p className="pointer-events-none absolute inset-x-0 top-2 flex justify-center">
            <span className="rounded-full bg-surface px-3 py-0.5 text-muted text-sm shadow-float">
              {t('loading')}
            </span>
          </p>
        ) : null}
        <Pill
          shown={!isAtEnd && isLoaded}
          icon={<ArrowDown aria-hidden="true" className="size-4.5" />}
          frameClassName="absolute inset-x-0 top-auto bottom-12"
          onClick={() => void goToEnd()}
        >
          {conversation.unreadCount > 0 ? t('newBelow', { count: conversation.unreadCount }) : t('toEnd')}
        </Pill>
      </div>
      <Spoken messages={data?.items} meId={meId} />
      <ThreadFoot
        conversation={conversation}
        meId={meId}
        about={about}
        onAbout={setAbout}
        outbox={outbox}
        lastOwn={data?.items.findLast((message) => message.senderId === meId && !message.deletedAt)}
        onSent={() => {
          setUnreadAfter(null);
          setAbout(undefined);
          void goToEnd();
        }}
      />
      {dialogs}
      {day === undefined ? null : (
        <Suspense fallback={null}>
          <DaySheet
            conversation={conversation}
            day={dayOf(day)}
            onClose={() => setDay(undefined)}
            onJump={(goal) => void jumpTo(goal)}
          />
        </Suspense>
      )}
    </>
  );
}
