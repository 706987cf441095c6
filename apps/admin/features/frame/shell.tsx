'use client';

import {
  Avatar,
  Button,
  CountBadge,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  SkipLink,
  useFocusOnNavigation,
} from '@chitlaq/ui';
import { CircleUserRound, Ellipsis, LogOut, Undo2, UserRound } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useCampusName } from '../../lib/campus-name.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { useBoardsWaiting } from './boards-waiting.ts';
import { type NavItem, navItemsFor } from './nav-items.ts';
import { type Me, useViewer } from './viewer.tsx';

/** As many names as fit on the narrowest phone. */
const BAR_PLACES = 5;
/** What is needed on a phone; the rest is in the menu, if not all fit. */
const FIRST_ON_BAR: readonly NavItem['name'][] = ['overview', 'system', 'reports', 'members'];

/** The shell of every page: navigation at the bottom on a phone, at the left on wider screens. */
export function Shell({ onSignOut, children }: { onSignOut: () => void; children: ReactNode }) {
  const t = useTranslations('shell');
  const me = useViewer();
  const navItems = navItemsFor(me.permissions);
  return (
    <>
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <FocusOnNavigation />
      <div className="flex">
        <nav
          aria-label={t('mainNavigation')}
          className="sticky top-0 hidden h-dvh w-[4.5rem] shrink-0 flex-col items-center gap-1 border-line border-r py-4 tablet:flex desktop:w-[14.5rem] desktop:items-stretch desktop:px-4"
        >
          <HomeLink className="mb-4 desktop:px-3" />
          {navItems.map((navItem) => (
            <RailLink key={navItem.name} navItem={navItem} />
          ))}
          <div className="mt-auto flex flex-col items-center desktop:items-stretch">
            <AccountMenu me={me} onSignOut={onSignOut} />
          </div>
        </nav>
        <div className="min-w-0 flex-1">
          <header className="flex h-14 items-center justify-between border-line border-b px-4 tablet:hidden">
            <HomeLink />
            <AccountMenu me={me} onSignOut={onSignOut} />
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto min-h-[calc(100dvh-3.5rem)] max-w-[90rem] pb-24 outline-none tablet:min-h-dvh tablet:px-4 tablet:pb-12 desktop:px-6"
          >
            {children}
          </main>
        </div>
      </div>
      <nav
        aria-label={t('mainNavigation')}
        data-uncovered=""
        className="fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden"
      >
        <BarItems navItems={navItems} />
      </nav>
    </>
  );
}

function HomeLink({ className = '' }: { className?: string }) {
  const t = useTranslations('shell');
  const name = useCampusName();
  return (
    <Link
      href={paths.overview}
      className={`flex min-h-11 flex-col justify-center rounded-control leading-tight ${className}`}
    >
      <span className="font-bold text-lg text-nar max-desktop:tablet:sr-only">
        <bdi>{name}</bdi>
      </span>
      <span className="text-muted text-sm max-desktop:tablet:sr-only">{t('administration')}</span>
      <span aria-hidden="true" className="hidden font-bold text-nar text-xl max-desktop:tablet:inline">
        {[...name][0]}
      </span>
    </Link>
  );
}

function isCurrentAt(pathname: string, { href, pagePaths }: NavItem): boolean {
  if (href === '/') return pathname === '/';
  return pagePaths.some((ownPath) => pathname === ownPath || pathname.startsWith(`${ownPath}/`));
}
const useIsCurrent = (navItem: NavItem): boolean => isCurrentAt(usePathname(), navItem);

function RailLink({ navItem }: { navItem: NavItem }) {
  const { href, name, Icon } = navItem;
  const t = useTranslations('shell');
  const isCurrent = useIsCurrent(navItem);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      title={t(name)}
      className={`flex h-11 items-center gap-4 rounded-control px-3 hover:bg-wash ${isCurrent ? 'bg-wash font-bold text-ink' : 'text-muted'}`}
    >
      <Icon className="size-5 shrink-0" />
      <span className="max-desktop:sr-only">{t(name)}</span>
      <WaitingCount name={name} />
    </Link>
  );
}

/** How much of a section waits for the viewer. */
function WaitingCount({ name }: Pick<NavItem, 'name'>) {
  const t = useTranslations('shell');
  const waiting = useBoardsWaiting();
  const count = name === 'boards' && waiting ? waiting.reports + waiting.appeals : 0;
  return <CountBadge count={count} label={t('waiting', { count })} className="ml-auto" />;
}

function BarItems({ navItems }: { navItems: readonly NavItem[] }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const fits = navItems.length <= BAR_PLACES;
  const isOnBar = ({ name }: NavItem) => fits || FIRST_ON_BAR.includes(name);
  const others = navItems.filter((navItem) => !isOnBar(navItem));
  const isOther = others.some((navItem) => isCurrentAt(pathname, navItem));
  return (
    <>
      {navItems.filter(isOnBar).map((navItem) => (
        <BarLink key={navItem.name} navItem={navItem} />
      ))}
      {others.length === 0 ? null : (
        <Menu
          side="top"
          trigger={
            <button type="button" className={`${BAR_ITEM} ${isOther ? 'text-nar' : 'text-muted'}`}>
              <Ellipsis aria-hidden="true" className="size-5" />
              <span className={BAR_NAME}>{t('others')}</span>
            </button>
          }
        >
          {others.map(({ name, href, Icon }) => (
            <MenuItem key={name} asChild>
              <Link href={href}>
                <Icon className="size-5" />
                {t(name)}
                <WaitingCount name={name} />
              </Link>
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

const BAR_ITEM = 'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5';
const BAR_NAME = 'max-w-full truncate px-0.5 text-[0.6875rem]';

function BarLink({ navItem }: { navItem: NavItem }) {
  const { href, name, Icon } = navItem;
  const t = useTranslations('shell');
  const isCurrent = useIsCurrent(navItem);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={`${BAR_ITEM} ${isCurrent ? 'text-nar' : 'text-muted'}`}
    >
      <Icon className="size-5" />
      <span className={BAR_NAME}>{t(name)}</span>
    </Link>
  );
}

function AccountMenu({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const t = useTranslations('shell');
  const avatar = <Avatar name={me.user.displayName} seed={me.user.id} src={me.profile.avatarUrl} size={32} />;
  const items = (
    <>
      <MenuLabel>@{me.user.username}</MenuLabel>
      <MenuItem asChild>
        <Link href={paths.member(me.user.id)}>
          <UserRound aria-hidden="true" />
          {t('account')}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <a href={webPaths.home}>
          <Undo2 aria-hidden="true" />
          {t('toCampus')}
        </a>
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={onSignOut}>
        {t('signOut')}
      </MenuItem>
    </>
  );
  return (
    <>
      <span className="desktop:hidden">
        <Menu
          trigger={
            <IconButton label={t('account')}>
              <CircleUserRound aria-hidden="true" />
            </IconButton>
          }
        >
          {items}
        </Menu>
      </span>
      <span className="hidden desktop:block">
        <Menu
          align="start"
          side="top"
          trigger={
            <Button variant="quiet" className="w-full justify-start gap-3 px-3" icon={avatar}>
              <span className="block truncate font-normal">@{me.user.username}</span>
            </Button>
          }
        >
          {items}
        </Menu>
      </span>
    </>
  );
}

/** A component of its own, so that a navigation renders it and not the whole shell. */
function FocusOnNavigation() {
  useFocusOnNavigation(usePathname());
  return null;
}
