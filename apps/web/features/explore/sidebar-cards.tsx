'use client';

import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { SuggestedMember } from './suggested-member.tsx';
import { useSuggestions } from './suggestions.ts';
import { useTrends } from './trends.ts';

const cardClassName = 'rounded-card border border-line bg-surface py-3';

/** Trends of the viewer's campus in the sidebar. Renders nothing if there are none. */
export function TrendsCard() {
  const t = useTranslations('explore');
  const { data, isEnabled } = useTrends('university', 5);
  if (!isEnabled || !data || data.hashtags.length === 0) return null;
  return (
    <section aria-labelledby="side-trends" className={cardClassName}>
      <h2 id="side-trends" className="px-4 pb-1 font-medium">
        {t('tabs.trending')}
      </h2>
      <ol>
        {data.hashtags.map(({ tag, people, uses }) => (
          <li key={tag}>
            <PrefetchLink href={paths.hashtag(tag)} className="block px-4 py-1.5 hover:bg-wash">
              <span className="block truncate">#{tag}</span>
              <span className="block truncate text-muted text-sm">{t('tagCounts', { people, uses })}</span>
            </PrefetchLink>
          </li>
        ))}
      </ol>
      <PrefetchLink href={paths.trending} className="link block px-4 pt-1 text-sm">
        {t('allTrends')}
      </PrefetchLink>
    </section>
  );
}

/** Three suggested members. Renders nothing if there are none. */
export function PeopleCard() {
  const t = useTranslations('explore');
  const { data } = useSuggestions(3);
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="side-people" className={cardClassName}>
      <h2 id="side-people" className="px-4 pb-1 font-medium">
        {t('peopleYouMayKnow')}
      </h2>
      <ul>
        {data.map((member) => (
          <li key={member.id} className="px-4 py-1.5">
            <SuggestedMember member={member} isCompact />
          </li>
        ))}
      </ul>
      <PrefetchLink href={paths.people} className="link block px-4 pt-1 text-sm">
        {t('morePeople')}
      </PrefetchLink>
    </section>
  );
}
