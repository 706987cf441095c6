'use client';

import { useProblemText } from '@chitlaq/react';
import {
  Avatar,
  Banner,
  Button,
  CountBadge,
  ErrorState,
  SkipLink,
  Spinner,
  useMediaQuery,
  whenIdle,
} from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import {
  Bell,
  Bookmark,
  Compass,
  Home,
  MessageCircle,
  NotebookPen,
  PenLine,
  Search,
  Settings,
  StickyNote,
  User,
  UserRoundPlus,
} from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FocusOnNavigation } from '../../components/focus-on-navigation.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { Wordmark } from '../../components/wordmark.tsx';
import { useHasFeature } from '../../lib/campus.ts';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { paths } from '../../lib/paths.ts';
import { useIsUnreachable } from '../../lib/reachability.ts';
import { refetchFailed } from '../../lib/refetch-failed.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { compose } from '../composer/compose.ts';
import { ComposeHost } from '../composer/compose-host.tsx';
import { usePendingPosts } from '../composer/pending-posts-store.ts';
import { useKnownUnread } from '../messages/known-unread.ts';
import { useUnread } from '../notifications/unread.ts';
import { useOfflineRestore } from '../offline/use-offline-restore.ts';
import { isConnectionError, useRequireSession } from '../session/session.ts';
import { useEarlyKeys } from './early-keys.ts';
import { ShareHost } from './share-host.tsx';
import { Sidebar } from './sidebar.tsx';
import { UnreadCountHost } from './unread-count-host.tsx';

// Lazy: a phone has no keys.
const KeyboardShortcuts = lazy(async () => ({
  default: (await loadWithRetry(() => import('./keyboard-shortcuts.tsx'))).KeyboardShortcuts,
}));
// Lazy, and after the content.
const RealtimeHost = lazy(async () => ({
  default: (await loadWithRetry(() => import('./realtime-host.tsx'))).RealtimeHost,
}));
const PendingPostsHost = lazy(async () => ({
  default: (await loadWithRetry(() => import('../composer/pending-posts-host.tsx'))).PendingPostsHost,
}));
const RestoreAccount = lazy(async () => ({
  default: (await loadWithRetry(() => import('../settings/restore-account.tsx'))).RestoreAccount,
}));
const OfflineHost = lazy(async () => ({
  default: (await loadWithRetry(() => import('./offline-host.tsx'))).OfflineHost,
}));

// Lazy: rarely needed.
const Notices = lazy(async () => ({
  default: (await loadWithRetry(() => import('./notices.tsx'))).Notices,
}));
const AcceptTexts = lazy(async () => ({
  default: (await loadWithRetry(() => import('../legal/accept-texts.tsx'))).AcceptTexts,
}));

/** The connection opens at once for a conversation; for the list of them after what it shows first. */
const MESSAGES_LIVE_AFTER_MS = 1_500;

interface NavItem {
  href: string;
  label: string;
  Icon: ComponentType<{ className?: string }>;
  count?: number;
  /** The count as text. */
  countLabel?: string;
  /** Not in a phone's bar, which has no room; the profile page links to it. */
  railOnly?: boolean;
}

/** The shell of the member pages: navigation at the bottom on a phone, at the left on wider screens. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const problemText = useProblemText();
  const sessionQuery = useRequireSession();
  const isOffline = useIsOffline();
  const me = sessionQuery.data;
  const isDisconnected = useIsUnreachable() || isOffline;
  useRefetchOnReconnect(isDisconnected);
  const hasNoAnswer = !me && (isOffline || isConnectionError(sessionQuery.failureReason));
  const isCacheChecked = useOfflineRestore(hasNoAnswer);
  const pathWithoutLocale = withoutLocale(usePathname());
  const isMessages =
    pathWithoutLocale === paths.messages() || pathWithoutLocale.startsWith(`${paths.messages()}/`);
  // An open conversation covers the whole screen of a phone.
  const isThread = isMessages && pathWithoutLocale !== paths.messages();
  // Nobody presses it there for a post under their own name.
  const mayCompose = !pathWithoutLocale.startsWith(paths.boards);
  const unread = useUnread();
  const requests = useKnownUnread()?.requests ?? 0;
  const hasPendingPosts = usePendingPosts().length > 0;
  const hasBoards = useHasFeature('boards');
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => whenIdle(() => setIsIdle(true)), []);
  // A device with a fine pointer probably has keys; others may.
  const hasKeyboard = useMediaQuery('(pointer: fine)');
  const { earlyKeys, isPressed } = useEarlyKeys();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    if (isThread) return setIsLive(true);
    return whenIdle(() => setIsLive(true), isMessages ? MESSAGES_LIVE_AFTER_MS : undefined);
  }, [isMessages, isThread]);

  if (!me) {
    return (
      <main className="grid min-h-dvh place-items-center px-4">
        {hasNoAnswer && !isCacheChecked ? (
          <Spinner label={t('loading')} />
        ) : isOffline ? (
          <ErrorState title={t('offlineTitle')} detail={t('nothingCached')} />
        ) : sessionQuery.error && !sessionQuery.isFetching ? (
          <ErrorState
            title={t(hasNoAnswer ? 'unreachable' : 'failed')}
            detail={problemText(sessionQuery.error)}
            retryLabel={t('retry')}
            onRetry={() => void sessionQuery.refetch()}
          />
        ) : (
          <Spinner label={t('loading')} />
        )}
      </main>
    );
  }
  if (me.user.status === 'deactivated') {
    return (
      <Suspense fallback={null}>
        <RestoreAccount me={me} />
      </Suspense>
    );
  }
  // Undefined in the copy of an earlier release that a device keeps for use without a network.
  if (me.pendingTexts?.length) {
    return (
      <Suspense fallback={null}>
        <AcceptTexts pending={me.pendingTexts} />
      </Suspense>
    );
  }
  const navItems: NavItem[] = [
    { href: paths.home, label: t('home'), Icon: Home },
    { href: paths.explore, label: t('explore'), Icon: Compass },
    { href: paths.search(), label: t('search'), Icon: Search, railOnly: true },
    { href: paths.notifications, label: t('notifications'), Icon: Bell, count: unread, railOnly: true },
    {
      href: paths.messages(),
      label: t('messages'),
      Icon: MessageCircle,
      count: me.unread.messages + requests,
      countLabel: [
        me.unread.messages > 0 ? t('unreadMessages', { count: me.unread.messages }) : '',
        requests > 0 ? t('messageRequests', { count: requests }) : '',
      ]
        .filter(Boolean)
        .join(', '),
    },
    {
      href: paths.followRequests,
      label: t('requests'),
      Icon: UserRoundPlus,
      count: me.unread.followRequests,
      railOnly: true,
    },
    ...(hasBoards ? [{ href: paths.boards, label: t('boards'), Icon: StickyNote, railOnly: true }] : []),
    { href: paths.bookmarks, label: t('bookmarks'), Icon: Bookmark, railOnly: true },
    { href: paths.drafts, label: t('drafts'), Icon: NotebookPen, railOnly: true },
    { href: paths.member(me.user.username), label: t('profile'), Icon: User },
    { href: paths.settings, label: t('settings'), Icon: Settings, railOnly: true },
  ];
  const barItems = navItems.filter((navItem) => !navItem.railOnly);
  return (
    <>
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <FocusOnNavigation />
      {hasKeyboard || isPressed || isIdle ? (
        <Suspense fallback={null}>
          <KeyboardShortcuts onCompose={compose} username={me.user.username} earlyKeys={earlyKeys} />
        </Suspense>
      ) : null}
      <div className="mx-auto flex max-w-[72rem] justify-center">
        <nav
          aria-label={t('mainNavigation')}
          className="sticky top-0 hidden h-dvh w-[4.5rem] flex-col items-center gap-1 py-4 tablet:flex shrink-0 desktop:w-[14.5rem] desktop:items-stretch desktop:px-4"
        >
          <PrefetchLink
            href={paths.home}
            className="mb-4 flex h-11 items-center justify-center rounded-control desktop:justify-start desktop:px-3"
          >
            <Wordmark className="[&>:is(svg,img)]:size-8 max-desktop:[&>bdi]:sr-only desktop:text-lg" />
          </PrefetchLink>
          {navItems.map((navItem) => (
            <RailLink key={navItem.href} navItem={navItem} />
          ))}
          {mayCompose ? (
            <Button
              variant="primary"
              onClick={() => compose()}
              className="mt-4 max-desktop:w-11 max-desktop:px-0"
            >
              <PenLine aria-hidden="true" className="desktop:hidden" />
              <span className="max-desktop:sr-only">{t('compose')}</span>
            </Button>
          ) : null}
          <PrefetchLink
            href={paths.member(me.user.username)}
            className="mt-auto hidden items-center gap-3 rounded-control px-3 py-2 hover:bg-wash desktop:flex"
          >
            <Avatar name={me.user.displayName} seed={me.user.id} src={me.profile.avatarUrl} size={40} />
            <span className="min-w-0">
              <span className="block truncate font-medium">
                <bdi>{me.user.displayName}</bdi>
              </span>
              <span className="block truncate text-muted text-sm">@{me.user.username}</span>
            </span>
          </PrefetchLink>
        </nav>
        <main
          id="content"
          tabIndex={-1}
          className={`w-full border-line outline-none tablet:border-x ${
            isMessages
              ? `flex h-dvh min-w-0 max-w-[37.5rem] flex-col tablet:pb-0 desktop:max-w-[57.5rem] ${isThread ? '' : 'pb-[calc(3.5rem+env(safe-area-inset-bottom))]'}`
              : 'min-h-dvh max-w-[37.5rem] pb-24 tablet:pb-8'
          }`}
        >
          {isDisconnected ? (
            <Banner
              tone="warn"
              live="polite"
              title={t(isOffline ? 'offline' : 'disconnected')}
              className="shrink-0 rounded-none"
            />
          ) : null}
          {/* The bar has the height of its placeholder. */}
          {me.announcements?.length ||
          me.restrictions.mutedUntil ||
          me.restrictions.limitedUntil ||
          me.undeliverableSince ? (
            <Suspense fallback={me.announcements?.length ? <div className="h-14 shrink-0" /> : null}>
              <Notices me={me} />
            </Suspense>
          ) : null}
          {children}
        </main>
        {isMessages ? null : <Sidebar me={me} />}
      </div>
      <nav
        aria-label={t('mainNavigation')}
        data-uncovered=""
        className={`fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden ${isThread ? 'hidden' : ''}`}
      >
        {barItems.slice(0, 2).map((navItem) => (
          <BarLink key={navItem.href} navItem={navItem} />
        ))}
        {mayCompose ? (
          <button
            type="button"
            onClick={() => compose()}
            className="flex h-14 flex-1 items-center justify-center text-nar"
            aria-label={t('compose')}
          >
            <span className="grid size-10 place-items-center rounded-full bg-nar text-on-nar">
              <PenLine aria-hidden="true" className="size-5" />
            </span>
          </button>
        ) : null}
        {barItems.slice(2).map((navItem) => (
          <BarLink key={navItem.href} navItem={navItem} />
        ))}
      </nav>
      <ComposeHost />
      <ShareHost meId={me.user.id} />
      <UnreadCountHost count={unread + me.unread.messages + requests} />
      {isIdle || hasPendingPosts ? (
        <Suspense fallback={null}>
          <PendingPostsHost />
        </Suspense>
      ) : null}
      {isLive ? (
        <Suspense fallback={null}>
          <RealtimeHost meId={me.user.id} />
        </Suspense>
      ) : null}
      {isIdle ? (
        <Suspense fallback={null}>
          <OfflineHost meId={me.user.id} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Refetches failed queries when the server can be reached again. */
function useRefetchOnReconnect(isDisconnected: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isDisconnected) void refetchFailed(queries);
  }, [isDisconnected, queries]);
}

/** During prerendering the path starts with the locale. */
const withoutLocale = (pathname: string): string => pathname.replace(/^\/(tr|en)(?=\/|$)/, '');

function useIsCurrent(href: string): boolean {
  const pathname = usePathname();
  const pathWithoutLocale = withoutLocale(pathname);
  return pathWithoutLocale === href || pathWithoutLocale.startsWith(`${href}/`);
}

function RailLink({ navItem: { href, label, Icon, count, countLabel } }: { navItem: NavItem }) {
  const isCurrent = useIsCurrent(href);
  return (
    <PrefetchLink
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      title={label}
      className={`relative flex h-11 items-center gap-4 rounded-control px-3 hover:bg-wash ${isCurrent ? 'font-bold text-ink' : 'text-muted'}`}
    >
      <Icon className="size-5 shrink-0" />
      <span className="max-desktop:sr-only">{label}</span>
      {count ? (
        <CountBadge
          count={count}
          label={countLabel ?? label}
          className="max-desktop:absolute max-desktop:top-0.5 max-desktop:right-0.5 desktop:ml-auto"
        />
      ) : null}
    </PrefetchLink>
  );
}

function BarLink({ navItem: { href, label, Icon, count, countLabel } }: { navItem: NavItem }) {
  const isCurrent = useIsCurrent(href);
  return (
    <PrefetchLink
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={`relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 ${isCurrent ? 'text-nar' : 'text-muted'}`}
    >
      <Icon className="size-5" />
      <span className="text-[0.6875rem]">{label}</span>
      {count ? (
        <CountBadge count={count} label={countLabel ?? label} className="absolute top-1 left-1/2 ml-1" />
      ) : null}
    </PrefetchLink>
  );
}
