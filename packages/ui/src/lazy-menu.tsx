'use client';

import { Slot } from 'radix-ui';
import {
  type ComponentType,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useState,
} from 'react';

/** How a menu that was loaded by a press begins: open, and by the keyboard with its first item. */
export type LoadedMenuProps = { trigger: ReactNode; openedBy: 'pointer' | 'keyboard' };

export type LazyMenuProps<MenuProps extends object> = {
  /** One button that takes a ref and event handlers. */
  trigger: ReactNode;
  /** What shows the menu with this same trigger; asked for when a press is near, and rendered once it came. */
  load: () => Promise<ComponentType<MenuProps & LoadedMenuProps>>;
  /** What the menu is about: its other properties. */
  menuProps: MenuProps;
};

/**
 * A menu's button whose menu is loaded when one points at it, focuses or presses it. The press that asked for it opens it.
 * Until then it costs its button alone, since a list shows dozens.
 */
export function LazyMenu<MenuProps extends object>({ trigger, load, menuProps }: LazyMenuProps<MenuProps>) {
  const [opened, setOpened] = useState<{
    Component: ComponentType<MenuProps & LoadedMenuProps>;
    by: LoadedMenuProps['openedBy'];
  }>();
  if (opened) return <opened.Component {...menuProps} trigger={trigger} openedBy={opened.by} />;

  // Without a network nothing opens; the next press tries again.
  const preload = () => void load().catch(() => undefined);
  const open = (by: LoadedMenuProps['openedBy']) =>
    void load().then(
      (Component) => setOpened({ Component, by }),
      () => undefined,
    );
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={preload}
      onPointerDown={preload}
      onFocus={(event: FocusEvent) => {
        if (event.currentTarget.matches(':focus-visible')) preload();
      }}
      onClick={(event: MouseEvent) => open(event.detail === 0 ? 'keyboard' : 'pointer')}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        open('keyboard');
      }}
    >
      {trigger}
    </Slot.Root>
  );
}
