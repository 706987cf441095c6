'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps, ElementType, ReactNode } from 'react';
import { cn } from './cn.ts';

const listClassName = 'flex gap-1 overflow-x-auto border-line border-b [scrollbar-width:none]';
const tabClassName =
  'relative inline-flex h-12 shrink-0 items-center gap-2 whitespace-nowrap px-3.5 text-muted transition-[color] -outline-offset-4 hover:text-ink after:absolute after:inset-x-3.5 after:-bottom-px after:h-0.5 after:rounded-full';
const activeTabClassName = 'font-medium text-ink after:bg-nar';

function Count({ children }: { children: ReactNode }) {
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
  return (
    <nav {...props} aria-label={label} className={cn(listClassName, className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.href === current ? 'page' : undefined}
          className={cn(tabClassName, item.href === current && activeTabClassName)}
        >
          {item.label}
          {item.count === undefined ? null : <Count>{item.count}</Count>}
        </Link>
      ))}
    </nav>
  );
}

export type TabItem<Value extends string> = { value: Value; label: ReactNode; count?: ReactNode };

export type TabsProps<Value extends string> = Omit<
  ComponentProps<'div'>,
  'dir' | 'defaultValue' | 'onChange' | 'aria-label'
> & {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
};

/** Tabs within a page; arrow keys move between them. Its children are `TabPanel`s. */
export function Tabs<Value extends string>({
  label,
  items,
  value,
  onValueChange,
  children,
  ...props
}: TabsProps<Value>) {
  const choose = (next: string) => {
    const item = items.find((candidate) => candidate.value === next);
    if (item) onValueChange(item.value);
  };
  return (
    <Primitive.Root {...props} value={value} onValueChange={choose}>
      <Primitive.List aria-label={label} className={listClassName}>
        {items.map((item) => (
          <Primitive.Trigger
            key={item.value}
            value={item.value}
            className={cn(tabClassName, item.value === value && activeTabClassName)}
          >
            {item.label}
            {item.count === undefined ? null : <Count>{item.count}</Count>}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {children}
    </Primitive.Root>
  );
}

export type TabPanelProps = ComponentProps<'div'> & { value: string };

export function TabPanel({ className, ...props }: TabPanelProps) {
  return <Primitive.Content {...props} className={cn('pt-4', className)} />;
}
