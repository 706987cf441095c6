'use client';

import { useProblemText } from '@chitlaq/react';
import { Loading, Pill, Skeleton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { useParams, useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { VirtualSection } from '../../components/virtual-section.tsx';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { paths } from '../../lib/paths.ts';
import { hasExpired } from '../offline/expiry.ts';
import { useMe } from '../session/session.ts';
import { useConversation } from './conversations.ts';
import { MessageAnnouncer } from './message-announcer.tsx';
import { fetchAfter, fetchBefore } from './message-ranges.ts';
import { useLocalDay } from './message-texts.ts';
import { useReadTracking } from './read-tracking.ts';
import { buildRows, chunkRows, isInChunk } from './rows.ts';
import { ThreadFooter, useIsFooterReady } from './thread-footer.tsx';
import { ThreadHeader } from './thread-header.tsx';
import { ThreadListItem } from './thread-list-item.tsx';
import { ThreadRow } from './thread-row.tsx';
import type { ComposerTarget, Conversation } from './types.ts';
import { useMessageActions } from './use-message-actions.tsx';
import { useOutbox } from './use-outbox.ts';
import { useScroll } from './use-scroll.ts';
import { type JumpTarget, useThread } from './use-thread.ts';

// Lazy: a conversation that one opens mostly exists.
const MissingThread = lazy(async () => ({
  default: (await loadWithRetry(() => import('./missing-thread.tsx'))).MissingThread,
}));
const DaySheet = lazy(async () => ({ default: (await import('./day-field.tsx')).DaySheet }));

/** How far outside the viewport chunks still render. */
const RENDER_MARGIN_PX = 1_500;
/** Number of chunks at the end that render at once: most visits start there. */
const EAGER_CHUNKS = 2;

/** The longest time that messages wait for what shows below them. */
const MAX_SETTLE_MS = 1_000;

/** One conversation: its messages and the composer. */
export function Thread() {
  const { id } = useParams<{ id: string }>();
  const queries = useQueryClient();
  const me = useMe();
  const conversation = useConversation(id, queries);
  if (!me || conversation.isPending) return <ThreadSkeleton />;
  if (!conversation.data)
    return (
      <Suspense fallback={<ThreadSkeleton />}>
        <MissingThread query={conversation} />
      </Suspense>
    );
  return <OpenThread key={id} conversation={conversation.data} meId={me.user.id} />;
}

function ThreadSkeleton() {
  const t = useTranslations('messaging');
  return (
    <Loading label={t('loading')} className="flex flex-1 flex-col justify-end gap-3 p-4">
      <Skeleton shape="block" className="h-12 w-1/2" />
      <Skeleton shape="block" className="h-16 w-2/3 self-end" />
      <Skeleton shape="block" className="h-12 w-2/5" />
    </Loading>
  );
}

/** True once `isReady` has been, or after a moment: without a network the messages show nevertheless. */
function useIsSettled(isReady: boolean): boolean {
  const [isSettled, setIsSettled] = useState(isReady);
  if (isReady && !isSettled) setIsSettled(true);
  useEffect(() => {
    const timer = setTimeout(() => setIsSettled(true), MAX_SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}

function OpenThread({ conversation, meId }: { conversation: Conversation; meId: string }) {
  const t = useTranslations('messaging');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const { id } = conversation;
  const seqParam = Number(useSearchParams().get('at'));
  const at = Number.isInteger(seqParam) && seqParam > 0 ? seqParam : undefined;
  const thread = useThread(id, at);
  const { loadTarget, loadNewest } = thread;
  const { waiting, outbox, isReady } = useOutbox(id);
  const [composerTarget, setComposerTarget] = useState<ComposerTarget>();
  const [unreadAfter, setUnreadAfter] = useState(conversation.unreadCount > 0 ? conversation.readSeq : null);
  const localDay = useLocalDay();
  // What is below the messages must not move them later.
  const isShown = useIsSettled(useIsFooterReady(conversation) && isReady);
  const data = isShown ? thread.data : undefined;
  // The replied or edited message may expire meanwhile: remove its text from the composer too.
  useEffect(() => {
    if (data && composerTarget && hasExpired(composerTarget.message)) setComposerTarget(undefined);
  }, [data, composerTarget]);
  /** The jump target. Its chunk renders even far from the viewport. */
  const [targetSeq, setTargetSeq] = useState<number>();
  const { chunks, layoutVersion } = useMemo(() => {
    const rows = buildRows(data?.items ?? [], data?.hasAfter ? [] : waiting, { meId, unreadAfter, localDay });
    return { chunks: chunkRows(rows), layoutVersion: [targetSeq, rows] };
  }, [data, waiting, meId, unreadAfter, localDay, targetSeq]);
  const reportSeen = useReadTracking(id, conversation.request ? undefined : conversation.readSeq, meId);
  const [loadingEdge, setLoadingEdge] = useState<'before' | 'after'>();
  const isLoadingEdge = useRef(false);
  const loadEdge = (which: 'before' | 'after') => {
    if (isLoadingEdge.current || !(which === 'before' ? data?.hasBefore : data?.hasAfter)) return;
    isLoadingEdge.current = true;
    setLoadingEdge(which);
    void (which === 'before' ? fetchBefore : fetchAfter)(queries, id)
      .catch(() => undefined) // the next scroll tries again
      .finally(() => {
        isLoadingEdge.current = false;
        setLoadingEdge(undefined);
      });
  };
  const { containerRef, observeContent, isAtEnd, measure, scrollToRow, scrollToEnd } = useScroll(
    layoutVersion,
    data !== undefined && !data.hasAfter,
    {
      onNearTop: () => loadEdge('before'),
      onNearEnd: () => loadEdge('after'),
      onSeen: reportSeen,
    },
  );

  const jumpTo = useCallback(
    async (goal: JumpTarget) => {
      try {
        await loadTarget(goal, (seq) => {
          setTargetSeq(seq);
          scrollToRow(`[data-seq="${seq}"]`, { flash: true });
        });
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [scrollToRow, loadTarget, problemText],
  );
  /** The day that was pressed to jump to another one. */
  const [day, setDay] = useState<string>();
  // Scroll to the message in the URL, else to the first unread one.
  const hasScrolledToStart = useRef(false);
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (!isLoaded || hasScrolledToStart.current) return;
    hasScrolledToStart.current = true;
    if (at === undefined) {
      if (document.querySelector('[data-key=unread]')) scrollToRow('[data-key=unread]', { block: 'start' });
    } else void jumpTo(at);
  }, [isLoaded, at, scrollToRow, jumpTo]);

  const goToEnd = async () => {
    await loadNewest().catch(() => undefined);
    scrollToEnd();
  };
  const [actions, dialogs] = useMessageActions(conversation, meId, setComposerTarget);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key !== 'Escape' ||
        event.defaultPrevented ||
        document.querySelector('[role=dialog],[role=menu]')
      )
        return;
      if (composerTarget) setComposerTarget(undefined);
      else router.push(paths.messages());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [composerTarget, router]);

  return (
    <>
      <ThreadHeader conversation={conversation} meId={meId} onJump={(goal) => void jumpTo(goal)} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {!data && !thread.error ? <ThreadSkeleton /> : null}
        {data ? (
          <div
            ref={containerRef}
            onScroll={measure}
            data-thread=""
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
          >
            {/* biome-ignore lint/a11y/useSemanticElements: section elements lie between the list and its items */}
            <div
              ref={observeContent}
              role="list"
              aria-label={t('messages')}
              className="flex min-h-full flex-col justify-end px-3 py-3"
            >
              {data.hasBefore ? null : (
                <ThreadListItem className="px-6 py-3 text-pretty text-center text-muted text-sm">
                  {t('whoCanRead')}
                </ThreadListItem>
              )}
              {chunks.map((chunk, index) => (
                <VirtualSection
                  key={chunk.key}
                  data-chunk={chunk.key}
                  sectionId={`${id} ${chunk.key} ${chunk.rows.length}`}
                  isFirst={index >= chunks.length - EAGER_CHUNKS}
                  isAlwaysRendered={
                    isInChunk(chunk, targetSeq) || chunk.rows.some(({ kind }) => kind === 'unread')
                  }
                  scrollContainer={containerRef}
                  marginPx={RENDER_MARGIN_PX}
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
                </VirtualSection>
              ))}
            </div>
          </div>
        ) : null}
        {!data && thread.error ? <QueryError query={thread} title={t('failed')} /> : null}
        {/* Overlays the messages, so that it does not move them. */}
        {loadingEdge === 'before' ? (
          <p className="pointer-events-none absolute inset-x-0 top-2 flex justify-center">
            <span className="rounded-full bg-surface px-3 py-0.5 text-muted text-sm shadow-float">
              {t('loading')}
            </span>
          </p>
        ) : null}
        <Pill
          visible={!isAtEnd && isLoaded}
          icon={<ArrowDown aria-hidden="true" className="size-4.5" />}
          frameClassName="absolute inset-x-0 top-auto bottom-12"
          onClick={() => void goToEnd()}
        >
          {conversation.unreadCount > 0
            ? t('newMessages', { count: conversation.unreadCount })
            : t('toLatest')}
        </Pill>
      </div>
      <MessageAnnouncer messages={data?.items} meId={meId} />
      <ThreadFooter
        conversation={conversation}
        meId={meId}
        target={composerTarget}
        onTarget={setComposerTarget}
        lastOwnMessage={data?.items.findLast((message) => message.senderId === meId && !message.deletedAt)}
        onSent={() => {
          setUnreadAfter(null);
          setComposerTarget(undefined);
          void goToEnd();
        }}
      />
      {dialogs}
      {day === undefined ? null : (
        <Suspense fallback={null}>
          <DaySheet
            conversation={conversation}
            day={localDay(day)}
            onClose={() => setDay(undefined)}
            onJump={(goal) => void jumpTo(goal)}
          />
        </Suspense>
      )}
    </>
  );
}
