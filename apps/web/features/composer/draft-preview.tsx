'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge } from '@chitlaq/ui';
import { ChartBarBig, Image, MessageCircle, Quote, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { collapsedText } from '../../components/post-text.tsx';

/** A short preview of a draft: its text, and what it contains. */
export function DraftPreview({ post }: { post: Schemas['DraftPost'] }) {
  const t = useTranslations('drafts');
  const { content = '', replyToId, quoteOfId, poll, mediaIds = [], contentWarning } = post;
  const isTextOnly = !replyToId && !quoteOfId && !poll && mediaIds.length === 0 && !contentWarning;
  return (
    <>
      {content.trim() === '' ? (
        <span className="block text-muted">{t('noText')}</span>
      ) : (
        <span dir="auto" className="line-clamp-3 whitespace-pre-wrap break-words">
          {collapsedText(content)}
        </span>
      )}
      {isTextOnly ? null : (
        <span className="mt-1.5 flex flex-wrap gap-1.5">
          {replyToId ? (
            <Badge icon={<MessageCircle aria-hidden="true" />}>{t('contains.reply')}</Badge>
          ) : null}
          {quoteOfId ? <Badge icon={<Quote aria-hidden="true" />}>{t('contains.quote')}</Badge> : null}
          {mediaIds.length > 0 ? (
            <Badge icon={<Image aria-hidden="true" />}>
              {t('contains.files', { count: mediaIds.length })}
            </Badge>
          ) : null}
          {poll ? <Badge icon={<ChartBarBig aria-hidden="true" />}>{t('contains.poll')}</Badge> : null}
          {contentWarning ? (
            <Badge icon={<TriangleAlert aria-hidden="true" />} className="max-w-full">
              <bdi>{contentWarning}</bdi>
            </Badge>
          ) : null}
        </span>
      )}
    </>
  );
}
