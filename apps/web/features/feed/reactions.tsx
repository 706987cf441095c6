'use client';

import { EmptyState, IconButton, PageHeader, TabLinks } from '@chitlaq/ui';
import { ArrowLeft } from 'lucide-react';
import { useParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { FollowButton } from '../members/follow-button.tsx';
import { MemberList } from '../members/member-list.tsx';
import { useMe } from '../session/session.ts';
import { PostList } from './post-list.tsx';

const kinds = ['likes', 'reposts', 'quotes'] as const;
export type ReactionKind = (typeof kinds)[number];

/** Members who liked or reposted a post, or the posts that quote it. */
export function Reactions({ kind }: { kind: ReactionKind }) {
  const t = useTranslations('feed');
  const me = useMe();
  const { id } = useParams<{ id: string }>();
  const request = (cursor: string | undefined) => ({
    path: { id },
    query: { limit: 30, ...(cursor ? { cursor } : {}) },
  });
  return (
    <>
      <PageHeader
        title={t('reactions.title')}
        sticky
        back={
          <IconButton asChild label={t('reactions.toPost')}>
            <PrefetchLink href={paths.post(id)}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
      />
      <TabLinks
        label={t('reactions.title')}
        linkComponent={PrefetchLink}
        current={paths.postReactions(id, kind)}
        items={kinds.map((value) => ({
          href: paths.postReactions(id, value),
          label: t(`reactions.${value}`),
        }))}
      />
      {kind === 'quotes' ? (
        <PostList
          queryKey={[POSTS, 'quotes', id]}
          load={(cursor) => api.get('/posts/{id}/quotes', request(cursor))}
          empty={<EmptyState title={t('reactions.noQuotes')} />}
        />
      ) : (
        <MemberList
          queryKey={[kind, id]}
          load={(cursor) =>
            kind === 'likes'
              ? api.get('/posts/{id}/likes', request(cursor))
              : api.get('/posts/{id}/reposts', request(cursor))
          }
          empty={kind === 'likes' ? t('reactions.noLikes') : t('reactions.noReposts')}
          action={(member) => (member.id === me?.user.id ? null : <FollowButton member={member} size="sm" />)}
        />
      )}
    </>
  );
}
