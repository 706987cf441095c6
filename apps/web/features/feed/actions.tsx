'use client';

import { LazyMenu } from '@chitlaq/ui';
import { Bookmark, Heart, MessageCircle, Repeat2 } from 'lucide-react';
import type { ComponentProps, ComponentType } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Post } from '../../lib/post.ts';
import { compose } from '../composer/compose.ts';
import { PostMenuButton } from './post-menu-button.tsx';
import { usePostToggle } from './use-post-toggle.ts';

const loadRepostMenu = async () => (await import('./repost-menu.tsx')).RepostMenu;

/** The actions of a post: reply, repost, like, bookmark, and a menu with the rest. */
export function PostActions({ post }: { post: Post }) {
  const t = useTranslations('feed');
  const togglePost = usePostToggle(post);
  const { name } = { name: post.author.displayName };
  const { liked, reposted, bookmarked } = post.viewer;
  return (
    <div className="-ml-3 mt-1 flex flex-wrap items-center text-muted">
      <ActionButton
        Icon={MessageCircle}
        label={t('replyTo', { name })}
        count={post.counts.replies}
        data-action="reply"
        onClick={() => compose({ replyTo: post })}
      />
      <LazyMenu
        load={loadRepostMenu}
        menuProps={{ post, togglePost }}
        trigger={
          <ActionButton
            Icon={Repeat2}
            label={t('repostOrQuote', { name })}
            count={post.counts.reposts + post.counts.quotes}
            isOn={reposted}
            onTone="text-good"
          />
        }
      />
      <ActionButton
        Icon={Heart}
        label={t('like', { name })}
        count={post.counts.likes}
        isOn={liked}
        isFilled
        aria-pressed={liked}
        data-action="like"
        onClick={() => togglePost('like')}
      />
      <ActionButton
        Icon={Bookmark}
        label={t('bookmark', { name })}
        count={0}
        isOn={bookmarked}
        isFilled
        aria-pressed={bookmarked}
        data-action="bookmark"
        onClick={() => togglePost('bookmark')}
      />
      <span className="ml-auto" />
      <PostMenuButton post={post} />
    </div>
  );
}

/** A compact count: 12 B, 1,2 Mn. Nothing at zero. */
function Count({ of }: { of: number }) {
  const format = useFormatter();
  if (of <= 0) return null;
  return (
    <span className="tabular-nums text-sm">
      {format.number(of, of < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 })}
    </span>
  );
}

function ActionButton({
  Icon,
  label,
  count,
  isOn = false,
  isFilled = false,
  onTone = 'text-nar',
  ...props
}: {
  Icon: ComponentType<ComponentProps<'svg'> & { strokeWidth?: number }>;
  label: string;
  count: number;
  isOn?: boolean;
  isFilled?: boolean;
  onTone?: string;
} & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...props}
      className={`flex h-11 min-w-11 items-center gap-1.5 rounded-control px-3 hover:text-nar ${isOn ? onTone : ''}`}
    >
      <Icon
        aria-hidden="true"
        className={`size-5 ${isOn && isFilled ? 'fill-current' : ''}`}
        strokeWidth={1.75}
      />
      <span className="sr-only">{label}</span>
      <Count of={count} />
    </button>
  );
}
