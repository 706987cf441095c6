'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, Button, IconButton, Menu, MenuItem, MenuSeparator } from '@chitlaq/ui';
import { BellOff, Ellipsis, Link2, MessageCircle, Quote, ShieldBan, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../frame/session.ts';
import { useMemberActions } from '../profiles/member-actions.ts';
import { ComposeSheet } from './compose-sheet.tsx';
import { copyLink, useDeletePost } from './post-actions.ts';
import { PostText } from './post-text.tsx';
import { Ago } from './time.tsx';

export type Post = Schemas['Post'];

/** One post in a list, or large at the centre of its thread. */
export function PostCard({ post, isFocus = false }: { post: Post; isFocus?: boolean }) {
  const t = useTranslations('feed');
  const router = useRouter();
  const open = (event: MouseEvent<HTMLElement>) => {
    // A press on the card opens its thread; on a link, a button or a selection it does what these do.
    const target = event.target as HTMLElement;
    if (
      isFocus ||
      target.closest('a, button, [role=menu], [role=dialog]') ||
      window.getSelection()?.toString()
    )
      return;
    router.push(paths.post(post.id));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time in the head is the same link, for the keyboard
    <article
      data-post={post.id}
      tabIndex={-1}
      aria-label={t('postBy', { name: post.author.displayName })}
      onClick={open}
      className={`flex gap-3 border-line border-b px-4 py-3 focus:bg-wash ${isFocus ? '' : 'cursor-pointer hover:bg-wash/60'}`}
      style={isFocus ? undefined : { contentVisibility: 'auto', containIntrinsicSize: 'auto 130px' }}
    >
      <Link
        href={paths.member(post.author.username)}
        tabIndex={-1}
        aria-hidden="true"
        className="shrink-0 self-start"
      >
        <Avatar name={post.author.displayName} seed={post.author.id} src={post.author.avatarUrl} size={40} />
      </Link>
      <div className="min-w-0 flex-1">
        <Head post={post} />
        {post.replyToAuthor ? (
          <p className="text-muted text-sm">
            {t.rich('replyingTo', {
              name: () => (
                <Link className="link" href={paths.member(post.replyToAuthor?.username ?? '')}>
                  @{post.replyToAuthor?.username}
                </Link>
              ),
            })}
          </p>
        ) : null}
        <Warned warning={post.contentWarning}>
          <div className={isFocus ? 'mt-1 text-lg' : 'mt-0.5'}>
            <PostText content={post.content} entities={post.entities} />
          </div>
          {post.quoteOf ? <QuotedPost quoted={post.quoteOf} /> : null}
        </Warned>
        {isFocus ? <Moment post={post} /> : null}
        <Actions post={post} />
      </div>
    </article>
  );
}

function Head({ post }: { post: Post }) {
  const { author } = post;
  return (
    <div className="flex items-baseline gap-1.5">
      <Link
        href={paths.member(author.username)}
        className="max-w-[70%] shrink-0 truncate font-medium hover:underline"
      >
        {author.displayName}
      </Link>
      <span className="min-w-0 truncate text-muted text-sm">
        @{author.username} <span className="max-tablet:hidden">· {author.university}</span>
      </span>
      <Link
        href={paths.post(post.id)}
        className="ml-auto shrink-0 whitespace-nowrap pl-1 text-muted text-sm hover:underline"
      >
        <Ago at={post.createdAt} />
      </Link>
    </div>
  );
}

/** Text behind a warning: shown when one asks for it. */
function Warned({ warning, children }: { warning: string | null; children: ReactNode }) {
  const t = useTranslations('feed');
  const [isOpen, setIsOpen] = useState(false);
  if (!warning) return children;
  return (
    <>
      <div className="mt-1 flex items-center gap-3 rounded-control bg-wash px-3 py-2">
        <span className="min-w-0 flex-1 break-words">{warning}</span>
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
  return (
    <Link
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
        <span className="truncate font-medium">{quoted.author.displayName}</span>
        <span className="truncate text-muted">@{quoted.author.username}</span>
      </span>
      <span className="mt-1 line-clamp-6 block whitespace-pre-wrap break-words">
        {quoted.contentWarning ?? quoted.content}
      </span>
    </Link>
  );
}

function Moment({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const format = useFormatter();
  return (
    <p className="mt-3 text-muted text-sm">
      {format.dateTime(new Date(post.createdAt), { dateStyle: 'long', timeStyle: 'short' })} ·{' '}
      {t(`visibility.${post.visibility}`)}
    </p>
  );
}

function Actions({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const format = useFormatter();
  const [composing, setComposing] = useState<'reply' | 'quote'>();
  return (
    <div className="-ml-3 mt-1 flex items-center text-muted">
      <button
        type="button"
        data-action="reply"
        onClick={() => setComposing('reply')}
        className="flex h-11 min-w-11 items-center gap-1.5 rounded-control px-3 hover:text-nar"
      >
        <MessageCircle aria-hidden="true" className="size-5" strokeWidth={1.75} />
        <span className="sr-only">{t('replyTo', { name: post.author.displayName })}</span>
        {post.counts.replies > 0 ? (
          <span className="figures text-sm">{format.number(post.counts.replies)}</span>
        ) : null}
      </button>
      <button
        type="button"
        onClick={() => setComposing('quote')}
        className="flex h-11 min-w-11 items-center gap-1.5 rounded-control px-3 hover:text-nar"
      >
        <Quote aria-hidden="true" className="size-5" strokeWidth={1.75} />
        <span className="sr-only">{t('quotePost', { name: post.author.displayName })}</span>
        {post.counts.quotes > 0 ? (
          <span className="figures text-sm">{format.number(post.counts.quotes)}</span>
        ) : null}
      </button>
      <span className="ml-auto" />
      <More post={post} />
      {composing ? (
        <ComposeSheet
          open
          onOpenChange={(isOpen) => {
            if (!isOpen) setComposing(undefined);
          }}
          {...(composing === 'reply' ? { replyTo: post } : { quoteOf: post })}
        />
      ) : null}
    </div>
  );
}

function More({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const me = useMe();
  const remove = useDeletePost();
  const { mute, block } = useMemberActions();
  const { author } = post;
  const isOwn = me?.user.id === author.id;
  return (
    <Menu
      trigger={
        <IconButton label={t('more')} tone="muted">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => void copyLink(post.id, t('copied'))}>
        {t('copyLink')}
      </MenuItem>
      <MenuSeparator />
      {isOwn ? (
        <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={() => remove(post)}>
          {t('delete')}
        </MenuItem>
      ) : (
        <>
          <MenuItem icon={<BellOff aria-hidden="true" />} onSelect={() => void mute(author)}>
            {t('mute', { username: author.username })}
          </MenuItem>
          <MenuItem danger icon={<ShieldBan aria-hidden="true" />} onSelect={() => void block(author)}>
            {t('block', { username: author.username })}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
