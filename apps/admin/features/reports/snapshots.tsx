'use client';

import { isolate } from '@chitlaq/text';
import { Avatar, Prose } from '@chitlaq/ui';
import { Globe } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Timestamp } from '../frame/timestamp.tsx';
import type { Case } from './types.ts';

type Post = NonNullable<Case['post']>;
type Member = NonNullable<Case['member']>;

/** The post as the first reporter saw it, and its current text. */
export function PostSnapshot({ post, currentContent }: { post: Post; currentContent: string | null }) {
  const t = useTranslations('reports');
  const visibility = `visibility.${post.visibility}` as Parameters<typeof t>[0];
  return (
    <div className="grid gap-2 rounded-control border border-line px-4 py-3">
      {post.contentWarning ? (
        <p className="text-muted text-sm">{t('warning', { text: isolate(post.contentWarning) })}</p>
      ) : null}
      <blockquote dir="auto" className="user-text whitespace-pre-wrap break-words">
        {post.content}
      </blockquote>
      {post.options ? (
        <div className="text-sm">
          <p className="text-muted">{t('options')}</p>
          <ul className="list-disc pl-5">
            {post.options.map((option) => (
              <li key={option}>{option}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {post.media.length > 0 ? (
        <ul className="flex flex-wrap gap-3">
          {post.media.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an immutable snapshot, never reordered
            <MediaSnapshot key={index} item={item} />
          ))}
        </ul>
      ) : null}
      {post.linkPreview ? <LinkPreviewSnapshot preview={post.linkPreview} /> : null}
      <p className="text-muted text-sm">
        {post.createdAt ? <Timestamp at={post.createdAt} /> : null}
        {t.has(visibility) ? ` · ${t(visibility)}` : ''}
        {post.importedFrom ? ` · ${t('importedFrom', { campus: isolate(post.importedFrom) })}` : ''}
      </p>
      {currentContent === null ? null : (
        <div className="border-line border-t pt-2">
          <p className="text-muted text-sm">{t('changedTo')}</p>
          <blockquote dir="auto" className="user-text whitespace-pre-wrap break-words">
            {currentContent}
          </blockquote>
        </div>
      )}
    </div>
  );
}

/** A small preview of a file. If its URL has expired or the file is gone, its description is shown. */
export function MediaSnapshot({ item }: { item: Post['media'][number] }) {
  const t = useTranslations('reports');
  const [hasFailed, setHasFailed] = useState(false);
  const description = `${t(`media.${item.kind}`)}: ${item.alt ?? t('noAlt')}`;
  return (
    <li className="w-36 text-muted text-sm">
      {item.previewUrl && !hasFailed ? (
        <img
          src={item.previewUrl}
          alt={description}
          loading="lazy"
          onError={() => setHasFailed(true)}
          className="h-28 w-full rounded-control border border-line object-cover"
        />
      ) : (
        <span className="line-clamp-4">{description}</span>
      )}
    </li>
  );
}

/**
 * The preview of a link. It leads nowhere: the page is under suspicion, and its address is in the text. If the picture is gone, an
 * icon stands for it.
 */
export function LinkPreviewSnapshot({ preview }: { preview: NonNullable<Post['linkPreview']> }) {
  const t = useTranslations('reports');
  const [hasFailed, setHasFailed] = useState(false);
  const { url, host, title, description, picture } = preview;
  return (
    <section
      aria-label={t('linkPreview')}
      className="flex min-w-0 gap-3 rounded-control border border-line px-3 py-2 text-sm"
    >
      {picture && !hasFailed ? (
        <img
          src={picture.url}
          alt=""
          loading="lazy"
          onError={() => setHasFailed(true)}
          className="size-16 shrink-0 rounded-control border border-line object-cover"
        />
      ) : (
        <Globe aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />
      )}
      <div className="min-w-0 flex-1">
        <p dir="auto" className="break-words font-medium">
          {title}
        </p>
        {description ? (
          <p dir="auto" className="break-words text-muted">
            {description}
          </p>
        ) : null}
        <p className="break-all text-muted">
          {t('linkPreviewOf', { host: isolate(host), url: isolate(url) })}
        </p>
      </div>
    </section>
  );
}

/** A member's profile as the first reporter saw it. */
export function MemberSnapshot({ member }: { member: Member }) {
  return (
    <div className="flex gap-3 rounded-control border border-line px-4 py-3">
      <Avatar name={member.displayName} seed={member.username} src={member.avatarUrl} size={40} />
      <div className="min-w-0">
        <p className="font-medium">
          <bdi>{member.displayName}</bdi>
        </p>
        <p className="text-muted text-sm">@{member.username}</p>
        <Prose className="mt-1">{member.bio}</Prose>
      </div>
    </div>
  );
}
