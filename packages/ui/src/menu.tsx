'use client';

import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useCloseOnBack } from './close-on-back.ts';
import { cn } from './cn.ts';
import type { LoadedMenuProps } from './lazy-menu.tsx';

export type MenuProps = {
  /** The button that opens the menu; it must take a ref and props. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end' | undefined;
  side?: 'top' | 'bottom' | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** Set if the menu was loaded by the press that opens it; see `LazyMenu`. */
  openedBy?: LoadedMenuProps['openedBy'] | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** Focuses the first item. Radix does so itself if it saw the key; here the menu was loaded after it. */
const focusFirst = (menu: HTMLElement | null) => {
  if (!menu) return;
  requestAnimationFrame(() => menu.querySelector<HTMLElement>('[role^=menuitem]')?.focus());
};

/** A menu behind a button. Arrows, first letters, Home, End and Escape work; the focus returns to the button. */
export function Menu({
  trigger,
  align = 'end',
  side = 'bottom',
  open,
  onOpenChange,
  openedBy,
  className,
  children,
}: MenuProps) {
  const [isFirstOpening, setIsFirstOpening] = useState(openedBy !== undefined);
  const [isOpenByItself, setIsOpenByItself] = useState(openedBy !== undefined);
  const isOpen = open ?? isOpenByItself;
  const changeOpen = (isNowOpen: boolean) => {
    setIsFirstOpening(false);
    setIsOpenByItself(isNowOpen);
    onOpenChange?.(isNowOpen);
  };
  useCloseOnBack(isOpen, () => changeOpen(false));
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={changeOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={isFirstOpening && openedBy === 'keyboard' ? focusFirst : undefined}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          loop
          className={cn(
            'z-50 min-w-52 max-w-[min(20rem,var(--radix-dropdown-menu-content-available-width))] rounded-card border border-line bg-surface p-1 shadow-float data-[state=closed]:animate-vanish data-[state=open]:animate-appear',
            className,
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const item =
  'flex min-h-11 select-none items-center gap-3 rounded-control px-3 py-2 outline-none data-[highlighted]:bg-wash data-[disabled]:text-muted';

export type MenuItemProps = Omit<ComponentProps<typeof DropdownMenu.Item>, 'onSelect'> & {
  icon?: ReactNode;
  /** A destructive item; the text must say so too. */
  danger?: boolean | undefined;
  /** Why the item is unavailable; shown below its text. */
  disabledReason?: string | undefined;
  onSelect?: ((event: Event) => void) | undefined;
};

export function MenuItem({
  icon,
  danger = false,
  disabledReason,
  onSelect,
  asChild,
  className,
  children,
  ...props
}: MenuItemProps) {
  const itemClassName = cn(item, danger && 'text-nar data-[highlighted]:bg-nar-soft', className);
  if (asChild) {
    return (
      <DropdownMenu.Item {...props} {...(onSelect ? { onSelect } : {})} asChild className={itemClassName}>
        {children}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item
      {...props}
      aria-disabled={disabledReason !== undefined || undefined}
      onSelect={(event) => {
        // It stays reachable by arrow keys, so that the reason can be read.
        if (disabledReason !== undefined) event.preventDefault();
        else onSelect?.(event);
      }}
      className={cn(itemClassName, disabledReason !== undefined && 'text-muted')}
    >
      {icon}
      <span className="min-w-0 flex-1 break-words">
        {children}
        {disabledReason === undefined ? null : (
          <span className="block text-muted text-sm">{disabledReason}</span>
        )}
      </span>
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof DropdownMenu.Label>) {
  return <DropdownMenu.Label {...props} className={cn('px-3 pt-2 pb-1 text-muted text-sm', className)} />;
}

export function MenuSeparator({ className, ...props }: ComponentProps<typeof DropdownMenu.Separator>) {
  return <DropdownMenu.Separator {...props} className={cn('mx-3 my-1 h-px bg-line', className)} />;
}
