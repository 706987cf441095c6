'use client';

import { type ComponentProps, type ElementType, type ReactNode, useEffect, useRef } from 'react';
import { cn } from './cn.ts';

export const tabListClassName = 'flex gap-1 overflow-x-auto border-line border-b [scrollbar-width:none]';
export const tabClassName =
  'relative inline-flex h-12 shrink-0 items-center gap-2 whitespace-nowrap px-3.5 text-muted transition-[color] -outline-offset-4 hover:text-ink after:absolute after:inset-x-3.5 after:-bottom-px after:h-0.5 after:rounded-full';
export const activeTabClassName = 'font-medium text-ink after:bg-nar';

export function TabCount({ children }: { children: ReactNode }) {
  return <span className="tabular-nums font-normal text-muted text-sm">{children}</span>;
}

export type TabLink = { href: string; label: ReactNode; count?: ReactNode };

export type TabLinksProps = Omit<ComponentProps<'nav'>, 'aria-label'> & {
  /** The accessible name of the tab list. */
  label: string;
  items: readonly TabLink[];
  /** The href of the current page. */
  current: string;
  /** The link component, for example the router's. Default `a`. */
  linkComponent?: ElementType | undefined;
};

/** Tabs that are links: each has its own URL. */
export function TabLinks({
  label,
  items,
  current,
  linkComponent: Link = 'a',
  className,
  ...props
}: TabLinksProps) {
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the list scrolls: the current tab is in sight, with the edge of the one before.
  const at = items.findIndex(({ href }) => href === current);
  useEffect(() => {
    const tab = list.current?.children[at];
    if (list.current && tab instanceof HTMLElement) list.current.scrollLeft = tab.offsetLeft - 48;
  }, [at]);
  return (
    <nav {...props} ref={list} aria-label={label} className={cn(tabListClassName, 'relative', className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.href === current ? 'page' : undefined}
          className={cn(tabClassName, item.href === current && activeTabClassName)}
        >
          {item.label}
          {item.count === undefined ? null : <TabCount>{item.count}</TabCount>}
        </Link>
      ))}
    </nav>
  );
}
