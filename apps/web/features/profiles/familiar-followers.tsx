'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

/** How many of them are named. */
const NAMED = 2;

/** "Followed by Elif, Mert and 3 others whom you follow". Renders nothing if there is nobody. */
export function FamiliarFollowers({ member }: { member: Schemas['Profile'] }) {
  const t = useTranslations('profiles');
  const { data } = useQuery({
    queryKey: ['members', 'familiar', member.id],
    queryFn: () => api.get('/users/{id}/familiar-followers', { path: { id: member.id } }),
  });
  if (!data || data.count === 0) return null;
  const [first, second] = data.items.slice(0, NAMED).map(({ id, username, displayName }) => (
    <PrefetchLink
      key={id}
      href={paths.member(username)}
      className="-my-1 inline-block py-1 text-ink hover:underline"
    >
      <bdi>{displayName}</bdi>
    </PrefetchLink>
  ));
  return (
    <div className="mt-2 flex items-center gap-2 text-muted text-sm">
      <span aria-hidden="true" className="flex -space-x-2">
        {data.items.map(({ id, displayName, avatarUrl }) => (
          <Avatar
            key={id}
            name={displayName}
            seed={id}
            src={avatarUrl}
            size={24}
            className="ring-2 ring-paper"
          />
        ))}
      </span>
      <p className="min-w-0 break-words">
        {t.rich('familiarFollowers', {
          named: Math.min(data.items.length, NAMED),
          others: data.count - Math.min(data.items.length, NAMED),
          first: () => first,
          second: () => second,
        })}
      </p>
    </div>
  );
}
