'use client';

import type { Schemas } from '@chitlaq/client';
import {
  Avatar,
  Badge,
  Button,
  EmptyState,
  IconButton,
  LazyMenu,
  Loading,
  PageHeader,
  Skeleton,
  TabLinks,
} from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import {
  ArrowLeft,
  Bookmark,
  CalendarDays,
  Ellipsis,
  Lock,
  MessageCircle,
  NotebookPen,
  Settings,
  Share,
  ShieldBan,
  StickyNote,
  UserRoundPlus,
  UserRoundX,
} from 'lucide-react';
import { useParams, usePathname, useRouter } from 'next/navigation';
import { lazy, type ReactNode, Suspense } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { LinkedText } from '../../components/linked-text.tsx';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { SubjectError } from '../../components/subject-error.tsx';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { paths } from '../../lib/paths.ts';
import { type AuthorTab, authorKey } from '../../lib/post-lists.ts';
import { openShareSheet } from '../../lib/share.ts';
import { universityName } from '../../lib/university-name.ts';
import { compose } from '../composer/compose.ts';
import { PostList } from '../feed/post-list.tsx';
import { FollowButton } from '../members/follow-button.tsx';
import { useMemberActions } from '../members/member-actions.ts';
import { useStartConversation } from '../messages/start-conversation.ts';
import { Bell } from '../notifications/bell.tsx';
import { useMe } from '../session/session.ts';
import { FamiliarFollowers } from './familiar-followers.tsx';
import { HeaderPicture } from './header-picture.tsx';

const loadProfileMenu = async () => (await import('./profile-menu.tsx')).ProfileMenu;
// Lazy: few accounts are official.
const OfficialLine = lazy(async () => ({
  default: (await loadWithRetry(() => import('../../components/official-name.tsx'))).OfficialLine,
}));

/** The tabs with a path of their own. */
const TABS = ['replies', 'media', 'likes'] as const;
/** A bio with more lines is collapsed. */
const BIO_LINES = 10;

/** The query of a profile, cached by username. */
export const useProfile = (username: string) =>
  useQuery({
    queryKey: ['profile', username],
    queryFn: () => api.get('/users/{idOrUsername}', { path: { idOrUsername: username } }),
  });

/** A member's profile and posts. */
export function Profile() {
  const t = useTranslations('profiles');
  const { username } = useParams<{ username: string }>();
  const lastSegment = usePathname().split('/').at(-1);
  const tab = TABS.find((name) => name === lastSegment) ?? 'posts';
  const query = useProfile(username);
  if (query.isPending)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="m-4 h-48" />
      </Loading>
    );
  if (!query.data) {
    return (
      <>
        <ProfileFrame title={`@${username}`} />
        <SubjectError
          query={query}
          failed={t('failed')}
          icon={<UserRoundX aria-hidden="true" />}
          title={t('notFound', { username })}
          detail={t('notFoundDetail')}
          link={{ href: paths.search(username, 'people'), label: t('searchPeople') }}
        />
      </>
    );
  }
  const profile = query.data;
  const isRestricted = profile.isPrivate && !profile.viewer.following && profile.viewer !== undefined;
  return (
    <>
      <ProfileHeader profile={profile} />
      {profile.viewer.blocking ? (
        <BlockedProfile profile={profile} />
      ) : (
        <ProfilePosts profile={profile} tab={tab} isRestricted={isRestricted} />
      )}
    </>
  );
}

function ProfilePosts({
  profile,
  tab,
  isRestricted,
}: {
  profile: Schemas['Profile'];
  tab: AuthorTab;
  isRestricted: boolean;
}) {
  const t = useTranslations('profiles');
  const me = useMe();
  if (isRestricted && me?.user.id !== profile.id) {
    return (
      <EmptyState icon={<Lock aria-hidden="true" />} title={t('private')}>
        {t('privateDetail')}
      </EmptyState>
    );
  }
  const base = paths.member(profile.username);
  return (
    <>
      <TabLinks
        label={t('tabs')}
        current={tab === 'posts' ? base : `${base}/${tab}`}
        linkComponent={PrefetchLink}
        items={[
          { href: base, label: t('posts') },
          { href: `${base}/replies`, label: t('postsAndReplies') },
          { href: `${base}/media`, label: t('media') },
          ...(profile.showsLikes ? [{ href: `${base}/likes`, label: t('likes') }] : []),
        ]}
      />
      {tab === 'likes' && !profile.showsLikes ? (
        <EmptyState icon={<Lock aria-hidden="true" />} title={t('likesHidden')} />
      ) : (
        <PostList
          queryKey={authorKey(profile.username, tab)}
          load={(cursor) => loadPosts(profile.id, tab, cursor)}
          empty={<NoPosts isOwn={me?.user.id === profile.id} tab={tab} />}
        />
      )}
    </>
  );
}

function loadPosts(id: string, tab: AuthorTab, cursor: string | undefined) {
  const path = { id };
  const page = { limit: 20, ...(cursor ? { cursor } : {}) };
  if (tab === 'likes') return api.get('/users/{id}/likes', { path, query: page });
  const replies = tab === 'posts' ? 'false' : 'true';
  const media = tab === 'media' ? 'true' : 'false';
  return api.get('/users/{id}/posts', { path, query: { ...page, replies, media } });
}

function NoPosts({ isOwn, tab }: { isOwn: boolean; tab: AuthorTab }) {
  const t = useTranslations('profiles');
  if (tab === 'media') return <EmptyState title={t(isOwn ? 'noOwnMedia' : 'noMedia')} />;
  if (tab === 'likes') return <EmptyState title={t(isOwn ? 'noOwnLikes' : 'noLikes')} />;
  return isOwn ? (
    <EmptyState
      title={t('noOwnPosts')}
      action={
        <Button variant="primary" onClick={() => compose()}>
          {t('writeFirst')}
        </Button>
      }
    />
  ) : (
    <EmptyState title={t('noPosts')} />
  );
}

function BlockedProfile({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('profiles');
  const { unblock } = useMemberActions();
  return (
    <EmptyState
      icon={<ShieldBan aria-hidden="true" />}
      title={t('youBlocked', { username: profile.username })}
      action={
        <Button variant="outline" onClick={() => void unblock(profile)}>
          {t('unblock')}
        </Button>
      }
    >
      {t('blockedDetail')}
    </EmptyState>
  );
}

/** The header of the page: back, title, actions. */
function ProfileFrame({ title, actions }: { title: string; actions?: ReactNode }) {
  const t = useTranslations('profiles');
  const router = useRouter();
  return (
    <PageHeader
      title={title}
      sticky
      back={
        <IconButton label={t('back')} onClick={() => router.back()}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
      }
      actions={actions}
    />
  );
}

function ProfileHeader({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('profiles');
  const tShare = useTranslations('share');
  const format = useFormatter();
  const locale = useLocale();
  const me = useMe();
  const startConversation = useStartConversation();
  const isOwn = me?.user.id === profile.id;
  const share = () =>
    openShareSheet({
      kind: 'profile',
      path: paths.member(profile.username),
      title: tShare('postBy', { name: profile.displayName }),
    });
  const isHidden = profile.viewer.blocking || (profile.isPrivate && !profile.viewer.following);
  const facts = [
    universityName(profile, locale),
    t(`affiliation.${profile.affiliation}`),
    profile.department,
    profile.graduationYear,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <ProfileFrame title={profile.displayName} actions={isOwn ? <OwnActions /> : null} />
      <HeaderPicture src={profile.headerUrl} />
      <section className="px-4 pb-3">
        <div className="flex flex-wrap items-end justify-between gap-x-4">
          <Avatar
            name={profile.displayName}
            seed={profile.id}
            src={profile.avatarUrl}
            size={96}
            className="-mt-12 shrink-0 ring-4 ring-paper"
          />
          <div className="ml-auto flex flex-wrap items-center justify-end gap-1 pt-3">
            {isOwn ? (
              <>
                <IconButton label={tShare('profile')} tone="muted" onClick={share}>
                  <Share aria-hidden="true" />
                </IconButton>
                <Button asChild variant="outline">
                  <PrefetchLink href={paths.settingsPage('profile')}>{t('edit')}</PrefetchLink>
                </Button>
              </>
            ) : (
              <>
                <LazyMenu
                  load={loadProfileMenu}
                  menuProps={{ profile, onShare: share }}
                  trigger={
                    <IconButton label={t('more')} tone="muted">
                      <Ellipsis aria-hidden="true" />
                    </IconButton>
                  }
                />
                {profile.viewer.blocking ? null : (
                  <IconButton
                    label={t('message')}
                    tone="muted"
                    onClick={() => void startConversation(profile.id)}
                  >
                    <MessageCircle aria-hidden="true" />
                  </IconButton>
                )}
                <FollowButton member={profile} />
              </>
            )}
          </div>
        </div>
        <p className="mt-3 break-words font-bold text-xl leading-tight">
          <MemberName member={profile} />
        </p>
        <p className="flex flex-wrap items-center gap-2 text-muted">
          <span>@{profile.username}</span>
          {profile.isPrivate ? <Badge icon={<Lock aria-hidden="true" />}>{t('privateBadge')}</Badge> : null}
          {profile.viewer.followedBy ? <Badge>{t('followsYou')}</Badge> : null}
        </p>
        {profile.official ? (
          <Suspense fallback={<div className="h-7" />}>
            <OfficialLine official={profile.official} />
          </Suspense>
        ) : null}
        {profile.bio ? (
          <div className="mt-2">
            <LinkedText text={profile.bio} lines={BIO_LINES} />
          </div>
        ) : null}
        <p className="mt-2 text-muted text-sm">
          <bdi>{facts}</bdi>
        </p>
        <p className="flex items-center gap-1.5 text-muted text-sm">
          <CalendarDays aria-hidden="true" className="size-4" />
          {t('joined', {
            month: format.dateTime(new Date(profile.createdAt), { month: 'long', year: 'numeric' }),
          })}
        </p>
        <p className="mt-3 flex flex-wrap gap-x-5">
          <PrefetchLink className="hover:underline" href={paths.following(profile.username)}>
            <b className="font-bold">{format.number(profile.counts.following)}</b>{' '}
            <span className="text-muted">{t('followingCount')}</span>
          </PrefetchLink>
          <PrefetchLink className="hover:underline" href={paths.followers(profile.username)}>
            <b className="font-bold">{format.number(profile.counts.followers)}</b>{' '}
            <span className="text-muted">{t('followerCount', { count: profile.counts.followers })}</span>
          </PrefetchLink>
        </p>
        {isOwn || isHidden ? null : <FamiliarFollowers member={profile} />}
        {isOwn ? <OwnLinks /> : null}
      </section>
    </>
  );
}

/** What a phone's navigation bar has no room for, in the header. */
function OwnActions() {
  const t = useTranslations('profiles');
  return (
    <span className="flex tablet:hidden">
      <Bell />
      <IconButton label={t('settings')} asChild>
        <PrefetchLink href={paths.settings}>
          <Settings aria-hidden="true" />
        </PrefetchLink>
      </IconButton>
    </span>
  );
}

/** The member's own lists, which a phone's navigation bar has no room for. */
function OwnLinks() {
  const t = useTranslations('profiles');
  const tShell = useTranslations('shell');
  const hasBoards = useHasFeature('boards');
  const links = [
    ...(hasBoards ? [{ href: paths.boards, label: tShell('boards'), Icon: StickyNote }] : []),
    { href: paths.followRequests, label: t('requests'), Icon: UserRoundPlus },
    { href: paths.bookmarks, label: t('bookmarks'), Icon: Bookmark },
    { href: paths.drafts, label: t('drafts'), Icon: NotebookPen },
  ];
  return (
    <p className="mt-1 -mb-2 flex flex-wrap gap-x-4 tablet:hidden">
      {links.map(({ href, label, Icon }) => (
        <PrefetchLink key={href} href={href} className="inline-flex min-h-11 items-center gap-1.5 text-muted">
          <Icon aria-hidden="true" className="size-4.5" />
          {label}
        </PrefetchLink>
      ))}
    </p>
  );
}

/** A bio with clickable links. Mentions are not resolved. */
