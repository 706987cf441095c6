'use client';

import { isolate } from '@chitlaq/text';
import { Avatar, Button } from '@chitlaq/ui';
import { useRouter } from 'next/navigation';
import { lazy, type MouseEvent, memo, type ReactNode, Suspense, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { collapsedText, PostText } from '../../components/post-text.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { audienceKind } from '../../lib/audience.ts';
import { paths } from '../../lib/paths.ts';
import { entryIdOf, type Post } from '../../lib/post.ts';
import { universityName } from '../../lib/university-name.ts';
import { useMe } from '../session/session.ts';
import { PostActions } from './actions.tsx';
import { MediaGrid } from './media-grid.tsx';
import { Poll } from './poll.tsx';
import { PostReason } from './post-reason.tsx';

// Lazy: few posts have a link. Without a network they show no preview.
const PostLink = lazy(() =>
  import('./post-link.tsx').then(
    (part) => ({ default: part.PostLink }),
    () => ({ default: () => null }),
  ),
);

/** Longer posts are folded in a list. */
const MAX_LINES = 14;

/** One post: in a list, or large as the focus of its thread. Memoised, so that it does not render when its neighbours change. */
export const PostCard = memo(function PostCard({
  post,
  isFocus = false,
  isPinned = false,
  posInSet,
  setSize,
  footer,
}: {
  post: Post;
  isFocus?: boolean;
  /** Whether it is pinned to its author's profile. */
  isPinned?: boolean;
  /** 1-based position in the list (`aria-posinset`). */
  posInSet?: number;
  /** Size of the list (`aria-setsize`); -1 if unknown. */
  setSize?: number;
  /** Replaces the actions, for a post that cannot be opened yet. */
  footer?: ReactNode;
}) {
  const t = useTranslations('feed');
  const router = useRouter();
  const open = (event: MouseEvent<HTMLElement>) => {
    // A press on the card opens the thread. Presses on links and buttons, and text selections, keep their own
    // meaning.
    const target = event.target as HTMLElement;
    if (
      isFocus ||
      footer ||
      target.closest('a, button, label, input, video, audio, [role=menu], [role=dialog]') ||
      window.getSelection()?.toString()
    )
      return;
    router.push(paths.post(post.id));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time in the header is the same link for the keyboard
    <article
      data-post={post.id}
      data-entry={entryIdOf(post)}
      tabIndex={-1}
      aria-posinset={posInSet}
      aria-setsize={setSize}
      aria-label={t('postBy', { name: post.author.displayName })}
      onClick={open}
      className={`flex scroll-mt-16 gap-3 border-line border-b px-4 py-3 focus:bg-wash ${isFocus || footer ? '' : 'cursor-pointer hover:bg-wash/60'}`}
    >
      <PrefetchLink
        href={paths.member(post.author.username)}
        tabIndex={-1}
        aria-hidden="true"
        className="shrink-0 self-start"
      >
        <Avatar name={post.author.displayName} seed={post.author.id} src={post.author.avatarUrl} size={40} />
      </PrefetchLink>
      <div className="min-w-0 flex-1">
        <PostReason post={post} isPinned={isPinned} />
        <PostHeader post={post} linksToPost={!footer} />
        {post.replyToAuthor ? (
          <p className="text-muted text-sm">
            {t.rich('replyingTo', {
              name: () => (
                <PrefetchLink className="link" href={paths.member(post.replyToAuthor?.username ?? '')}>
                  @{post.replyToAuthor?.username}
                </PrefetchLink>
              ),
            })}
          </p>
        ) : null}
        <ContentWarning warning={post.contentWarning}>
          {post.content === '' ? null : (
            <div className={isFocus ? 'mt-1 text-lg' : 'mt-0.5'}>
              <PostText
                content={post.content}
                entities={post.entities}
                matches={post.matches}
                lines={isFocus ? undefined : MAX_LINES}
              />
            </div>
          )}
          <MediaGrid media={post.media} />
          {post.poll ? <Poll postId={post.id} poll={post.poll} /> : null}
          {post.quoteOf ? <QuotedPost quoted={post.quoteOf} /> : null}
          {!footer && post.entities.some(({ type }) => type === 'link') ? (
            <Suspense fallback={post.linkPreview ? <div className="mt-2 h-24" /> : null}>
              <PostLink post={post} />
            </Suspense>
          ) : null}
        </ContentWarning>
        {isFocus ? <FocusedPostDetails post={post} /> : null}
        {footer ?? <PostActions post={post} />}
      </div>
    </article>
  );
});

function PostHeader({ post, linksToPost }: { post: Post; linksToPost: boolean }) {
  const t = useTranslations('feed');
  const locale = useLocale();
  const { author } = post;
  return (
    <div className="flex flex-wrap items-baseline gap-x-1.5">
      <PrefetchLink
        href={paths.member(author.username)}
        title={author.displayName}
        // Leaves room for the time.
        className="-my-1 max-w-[max(5rem,min(70%,100%-6rem))] shrink-0 truncate py-1 font-medium hover:underline"
      >
        <MemberName member={author} />
      </PrefetchLink>
      <span className="min-w-0 flex-1 truncate text-muted text-sm">
        @{author.username} <span className="max-tablet:hidden">· {universityName(author, locale)}</span>
      </span>
      {linksToPost ? (
        <PrefetchLink
          href={paths.post(post.id)}
          className="-my-1 ml-auto shrink-0 whitespace-nowrap py-1 pl-1 text-muted text-sm hover:underline"
        >
          {post.importedFrom === undefined ? null : (
            <span className="sr-only">{t('importedFrom', { campus: isolate(post.importedFrom) })} · </span>
          )}
          {post.editedAt ? <span className="max-tablet:sr-only">{t('edited')} · </span> : null}
          <RelativeTime
            at={post.createdAt}
            note={
              post.importedFrom === undefined
                ? undefined
                : t('importedFrom', { campus: isolate(post.importedFrom) })
            }
          />
        </PrefetchLink>
      ) : null}
    </div>
  );
}

/** Hides text behind a content warning until it is opened. */
function ContentWarning({ warning, children }: { warning: string | null; children: ReactNode }) {
  const t = useTranslations('feed');
  const [isOpen, setIsOpen] = useState(false);
  if (!warning) return children;
  return (
    <>
      <div className="mt-1 flex items-center gap-3 rounded-control bg-wash px-3 py-2">
        <span dir="auto" className="user-text min-w-0 flex-1 break-words">
          {warning}
        </span>
        <Button size="sm" variant="outline" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('hide') : t('show')}
        </Button>
      </div>
      {isOpen ? children : null}
    </>
  );
}

function QuotedPost({ quoted }: { quoted: NonNullable<Post['quoteOf']> }) {
  const t = useTranslations('feed');
  if (quoted.unavailable) {
    return (
      <p className="mt-2 rounded-card border border-line px-3 py-2 text-muted">
        {t(`unavailable.${quoted.reason}`)}
      </p>
    );
  }
  if (quoted.byMuted) {
    return (
      <PrefetchLink
        href={paths.post(quoted.id)}
        className="mt-2 block rounded-card border border-line px-3 py-2 text-muted hover:bg-wash"
      >
        {t('quotesMuted')}
      </PrefetchLink>
    );
  }
  return (
    <PrefetchLink
      href={paths.post(quoted.id)}
      className="mt-2 block rounded-card border border-line px-3 py-2 hover:bg-wash"
    >
      <span className="flex items-center gap-2 text-sm">
        <Avatar
          name={quoted.author.displayName}
          seed={quoted.author.id}
          src={quoted.author.avatarUrl}
          size={24}
        />
        <span className="min-w-0 truncate font-medium">
          <MemberName member={quoted.author} />
        </span>
        <span className="truncate text-muted">@{quoted.author.username}</span>
      </span>
      <span dir="auto" className="mt-1 line-clamp-6 block whitespace-pre-wrap break-words">
        {quoted.contentWarning ?? collapsedText(quoted.content)}
      </span>
    </PrefetchLink>
  );
}

/** Who can read a post. Only the author sees "my followers"; others see the author's name. */
function PostAudience({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const me = useMe();
  const locale = useLocale();
  const { author } = post;
  const kind = audienceKind(post);
  if (kind === 'conversation' || kind === 'public') return t(`audienceOf.${kind}`);
  if (me?.user.id === author.id) return t(`visibility.${kind}`);
  const university = universityName(author, locale);
  return t(`audienceOf.${kind}`, { name: author.displayName, university });
}

function FocusedPostDetails({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const format = useFormatter();
  const { likes, reposts, quotes } = post.counts;
  const b = (chunks: ReactNode) => <b className="font-medium text-ink">{chunks}</b>;
  const lists = [
    ['reposts', reposts, t.rich('repostCount', { count: reposts, b })],
    ['quotes', quotes, t.rich('quoteCount', { count: quotes, b })],
    ['likes', likes, t.rich('likeCount', { count: likes, b })],
  ] as const;
  return (
    <>
      <p className="mt-3 text-muted text-sm">
        {format.dateTime(new Date(post.createdAt), { dateStyle: 'long', timeStyle: 'short' })} ·{' '}
        <PostAudience post={post} />
        {post.editedAt ? <> · {t('edited')}</> : null}
        {post.importedFrom === undefined ? null : (
          <> · {t('importedFrom', { campus: isolate(post.importedFrom) })}</>
        )}
        {post.replyPolicy === 'everyone' ? null : (
          <> · {t(`replyPolicyOf.${post.replyPolicy}`, { name: isolate(post.author.displayName) })}</>
        )}
      </p>
      {lists.some(([, count]) => count > 0) ? (
        <p className="mt-1 flex flex-wrap gap-x-4 text-muted text-sm">
          {lists.map(([kind, count, label]) =>
            count > 0 ? (
              <PrefetchLink
                key={kind}
                href={paths.postReactions(post.id, kind)}
                className="inline-flex min-h-8 items-center hover:underline"
              >
                <span>{label}</span>
              </PrefetchLink>
            ) : null,
          )}
        </p>
      ) : null}
    </>
  );
}
