'use client';

import { IconButton, PageHeader, TabLinks } from '@chitlaq/ui';
import { ArrowLeft, ChevronRight, Hash } from 'lucide-react';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { FollowButton } from '../members/follow-button.tsx';
import { MemberList } from '../members/member-list.tsx';
import { useMe } from '../session/session.ts';
import { useProfile } from './profile.tsx';

/** A member's followers or followees. */
export function Connections({ which }: { which: 'followers' | 'following' }) {
  const t = useTranslations('profiles');
  const router = useRouter();
  const me = useMe();
  const { username } = useParams<{ username: string }>();
  const { data: profile } = useProfile(username);
  return (
    <>
      <PageHeader
        title={profile?.displayName ?? `@${username}`}
        sticky
        back={
          <IconButton label={t('back')} onClick={() => router.back()}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        }
      />
      <TabLinks
        label={t('tabs')}
        linkComponent={PrefetchLink}
        current={which === 'followers' ? paths.followers(username) : paths.following(username)}
        items={[
          { href: paths.followers(username), label: t('followers') },
          { href: paths.following(username), label: t('followingTab') },
        ]}
      />
      {which === 'following' && profile && profile.id === me?.user.id ? (
        <PrefetchLink
          href={paths.settingsPage('hashtags')}
          className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-3 font-medium hover:bg-wash"
        >
          <Hash aria-hidden="true" className="size-5 text-muted" />
          <span className="min-w-0 flex-1">{t('followedHashtags')}</span>
          <ChevronRight aria-hidden="true" className="size-5 text-muted" />
        </PrefetchLink>
      ) : null}
      {profile ? (
        <MemberList
          queryKey={[which, profile.id]}
          load={(cursor) => {
            const request = { path: { id: profile.id }, query: { limit: 30, ...(cursor ? { cursor } : {}) } };
            return which === 'followers'
              ? api.get('/users/{id}/followers', request)
              : api.get('/users/{id}/following', request);
          }}
          empty={which === 'followers' ? t('noFollowers') : t('noFollowing')}
          action={(member) => (member.id === me?.user.id ? null : <FollowButton member={member} size="sm" />)}
        />
      ) : null}
    </>
  );
}
