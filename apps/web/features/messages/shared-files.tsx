'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, IconButton, Loading, Skeleton, TabPanel, Tabs } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, ExternalLink, MessageSquareText, Play } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { hasExpired } from '../offline/expiry.ts';
import { FileLine } from './file-line.tsx';
import { sharedKey } from './message-ranges.ts';
import type { Conversation, Message } from './types.ts';
import { VoiceMessage } from './voice-message.tsx';

// Lazy: needed only when a picture is opened.
const MediaViewer = lazy(async () => ({ default: (await import('../feed/media-viewer.tsx')).MediaViewer }));

const KINDS = ['image', 'video', 'file', 'link', 'audio'] as const;
type Kind = (typeof KINDS)[number];
type Media = Schemas['Media'];
type OnJump = (seq: number) => void;

/** What has been shared in a conversation, by kind, newest first. Each entry leads to its message. */
export function SharedFiles({
  conversation: { id },
  onJump,
  onBack,
}: {
  conversation: Conversation;
  onJump: OnJump;
  onBack: () => void;
}) {
  const t = useTranslations('messaging.shared');
  const [kind, setKind] = useState<Kind>('image');
  const back = useRef<HTMLButtonElement>(null);
  // What was pressed is no longer there.
  useEffect(() => back.current?.focus(), []);
  return (
    <>
      <Button
        ref={back}
        size="sm"
        variant="quiet"
        onClick={onBack}
        className="-ml-3.5 mb-2"
        icon={<ArrowLeft aria-hidden="true" className="size-4" />}
      >
        {t('back')}
      </Button>
      <Tabs
        label={t('title')}
        value={kind}
        onValueChange={setKind}
        items={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      >
        <TabPanel value={kind} className="min-h-72">
          <SharedList key={kind} conversationId={id} kind={kind} onJump={onJump} />
        </TabPanel>
      </Tabs>
    </>
  );
}

function SharedList({
  conversationId,
  kind,
  onJump,
}: {
  conversationId: string;
  kind: Kind;
  onJump: OnJump;
}) {
  const t = useTranslations('messaging.shared');
  const query = useInfiniteQuery({
    queryKey: sharedKey(conversationId, kind),
    queryFn: ({ signal, pageParam }) =>
      api.get('/conversations/{id}/shared', {
        path: { id: conversationId },
        query: { kind, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchOnMount: 'always',
  });
  const found = query.data?.pages.flatMap(({ items }) => items).filter((message) => !hasExpired(message));
  return (
    <QueryList
      query={query}
      items={found}
      pending={
        <Loading label={t('loading')}>
          <Skeleton className="h-40" />
        </Loading>
      }
      failed={t('failed')}
      empty={<p className="py-6 text-center text-muted">{t(`none.${kind}`)}</p>}
    >
      {(messages) => (
        <>
          {kind === 'image' || kind === 'video' ? (
            <PictureGrid messages={messages} onJump={onJump} />
          ) : (
            <ul>
              {messages.map((message) => (
                <SharedRow key={message.id} message={message} onJump={onJump}>
                  {kind === 'link' ? (
                    <Links message={message} />
                  ) : (
                    message.media.map((file) =>
                      kind === 'audio' ? (
                        <VoiceMessage key={file.id} file={file} isWide />
                      ) : (
                        <FileLine key={file.id} file={file} />
                      ),
                    )
                  )}
                </SharedRow>
              ))}
            </ul>
          )}
          {query.hasNextPage ? (
            <Button
              size="sm"
              className="mt-4"
              pending={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('more')}
            </Button>
          ) : null}
        </>
      )}
    </QueryList>
  );
}

/** Pictures or videos as squares. The viewer shows all loaded ones and leads to the message of each. */
function PictureGrid({ messages, onJump }: { messages: readonly Message[]; onJump: OnJump }) {
  const t = useTranslations('messaging.shared');
  const tMedia = useTranslations('feed.media');
  const [shownId, setShownId] = useState<string>();
  const seqById = new Map(messages.flatMap(({ seq, media }) => media.map(({ id }) => [id, seq] as const)));
  const files = messages.flatMap(({ media }) => media).filter(({ failure }) => failure !== 'picture_removed');
  const start = files.findIndex(({ id }) => id === shownId);
  const nameOf = (file: Media) =>
    file.kind === 'video'
      ? t('play', { alt: file.alt ?? tMedia('video') })
      : tMedia('open', { alt: file.alt ?? tMedia('noAlt') });
  return (
    <>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(6rem,100%),1fr))] gap-1">
        {files.map((file) => (
          <li key={file.id} className="relative aspect-square">
            <button
              type="button"
              onClick={() => setShownId(file.id)}
              className="absolute inset-0 size-full overflow-hidden rounded-control bg-wash"
              aria-label={nameOf(file)}
            >
              {file.previewUrl ? (
                <img
                  src={file.previewUrl}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  className="size-full object-cover"
                />
              ) : null}
            </button>
            {file.kind === 'video' ? (
              <span className="tabular-nums pointer-events-none absolute bottom-1 left-1 flex items-center gap-1 rounded-control bg-ink px-1.5 py-0.5 font-medium text-paper text-sm">
                <Play aria-hidden="true" className="size-3.5" />
                {file.durationMs === null ? null : formatDuration(file.durationMs / 1000)}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {start < 0 ? null : (
        <Suspense fallback={null}>
          <MediaViewer
            media={files}
            start={start}
            onClose={() => setShownId(undefined)}
            source={{
              label: t('showMessage'),
              open: ({ id }) => {
                const seq = seqById.get(id);
                if (seq !== undefined) onJump(seq);
              },
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** An entry with who sent it and when, and a button that leads to its message. */
function SharedRow({ message, onJump, children }: { message: Message; onJump: OnJump; children: ReactNode }) {
  const t = useTranslations('messaging.shared');
  const tNotice = useTranslations('messaging.notice');
  const format = useFormatter();
  return (
    <li className="flex items-center gap-2 border-line border-b py-2">
      <div className="min-w-0 flex-1">
        {children}
        <p className="truncate text-muted text-sm">
          {message.sender ? <MemberName member={message.sender} /> : tNotice('someone')} ·{' '}
          {format.dateTime(new Date(message.createdAt), { dateStyle: 'medium' })}
        </p>
      </div>
      <IconButton label={t('showMessage')} tone="muted" onClick={() => onJump(message.seq)}>
        <MessageSquareText aria-hidden="true" />
      </IconButton>
    </li>
  );
}

/** The links of a message, each once; the previewed one with its title. */
function Links({ message: { entities, preview } }: { message: Message }) {
  const urls = new Set(entities.flatMap((entity) => (entity.type === 'link' ? [entity.url] : [])));
  return [...urls].map((url) => (
    <a
      key={url}
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="flex min-h-11 items-center gap-3 hover:underline"
    >
      <ExternalLink aria-hidden="true" className="text-nar" />
      <span className="min-w-0">
        {preview?.url === url && preview.title ? (
          <span dir="auto" className="line-clamp-2 break-words font-medium">
            {preview.title}
          </span>
        ) : null}
        <span dir="ltr" className="block truncate text-muted text-sm">
          {url}
        </span>
      </span>
    </a>
  ));
}
