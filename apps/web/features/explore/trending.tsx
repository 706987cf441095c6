'use client';

import type { Schemas } from '@chitlaq/client';
import { EmptyState, RadioGroup } from '@chitlaq/ui';
import { Hash, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { paths } from '../../lib/paths.ts';
import { PostCard } from '../feed/post-card.tsx';
import { PostSkeletons } from '../feed/post-list.tsx';
import { ExploreFrame } from './explore-frame.tsx';
import { Sparkline } from './sparkline.tsx';
import { type Scope, useTrends } from './trends.ts';

/** Trending hashtags and posts, of the viewer's campus or of all. */
export function Trending() {
  const t = useTranslations('explore');
  const [scope, setScope] = useState<Scope>('university');
  return (
    <ExploreFrame current={paths.trending}>
      <div className="border-line border-b p-4">
        <RadioGroup
          label={t('scope')}
          layout="segmented"
          value={scope}
          onValueChange={setScope}
          options={(['university', 'all'] as const).map((value) => ({ value, label: t(`scopes.${value}`) }))}
        />
      </div>
      <Trends scope={scope} />
    </ExploreFrame>
  );
}

function Trends({ scope }: { scope: Scope }) {
  const t = useTranslations('explore');
  const query = useTrends(scope, 20);
  const { data } = query;
  if (!query.isEnabled)
    return (
      <EmptyState icon={<TrendingUp aria-hidden="true" />} title={t('trendsOff')}>
        {t('trendsOffDetail')}
      </EmptyState>
    );
  if (query.isPending) return <PostSkeletons />;
  if (!data) return <QueryError query={query} title={t('failed')} />;
  if (data.hashtags.length === 0 && data.posts.length === 0)
    return (
      <>
        <EmptyState icon={<TrendingUp aria-hidden="true" />} title={t('noTrends')}>
          {t(scope === 'university' ? 'noTrendsHere' : 'noTrendsDetail')}
        </EmptyState>
        {scope === 'university' ? <Trends scope="all" /> : null}
      </>
    );
  return (
    <>
      {data.hashtags.length > 0 ? (
        <section aria-labelledby="rising-tags">
          <h2 id="rising-tags" className="px-4 pt-4 pb-1 font-medium">
            {t('trendingHashtags')}
          </h2>
          <ol>
            {data.hashtags.map((hashtag) => (
              <li key={hashtag.tag} className="border-line border-b">
                <TrendingTag hashtag={hashtag} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {data.posts.length > 0 ? (
        <section aria-labelledby="rising-posts">
          <h2 id="rising-posts" className="border-line border-b px-4 pt-4 pb-2 font-medium">
            {t('trendingPosts')}
          </h2>
          {data.posts.map((post) => (
            <PostCard key={post.id} post={post} />
          ))}
        </section>
      ) : null}
      {data.computedAt ? (
        <p className="p-6 text-center text-muted text-sm">
          {t.rich('computedAt', { ago: () => <RelativeTime at={data.computedAt ?? ''} /> })}
        </p>
      ) : null}
    </>
  );
}

/** A trending hashtag with its activity by hour. */
export function TrendingTag({ hashtag }: { hashtag: Schemas['TrendingHashtag'] }) {
  const t = useTranslations('explore');
  return (
    <PrefetchLink
      href={paths.hashtag(hashtag.tag)}
      className="flex items-center gap-3 px-4 py-3 hover:bg-wash"
    >
      <Hash aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <bdi>#{hashtag.tag}</bdi>
        </span>
        <span className="block truncate text-muted text-sm">
          {t('tagCounts', { people: hashtag.people, uses: hashtag.uses })}
        </span>
      </span>
      <Sparkline values={hashtag.history} label={t('last24Hours')} />
    </PrefetchLink>
  );
}
