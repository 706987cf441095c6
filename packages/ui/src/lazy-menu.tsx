'use client';

import {
  type ComponentType,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useState,
} from 'react';
import { Slot } from './slot.tsx';

/** Props of a loaded menu. It starts open; opened by the keyboard it focuses its first item. */
export type LoadedMenuProps = { trigger: ReactNode; openedBy: 'pointer' | 'keyboard' };

export type LazyMenuProps<MenuProps extends object> = {
  /** A button that takes a ref and event handlers. */
  trigger: ReactNode;
  /** Loads the menu component, which renders the same trigger. */
  load: () => Promise<ComponentType<MenuProps & LoadedMenuProps>>;
  /** Further props of the menu. */
  menuProps: MenuProps;
};

/**
 * A menu button that loads its menu on hover, focus or press. The press that triggered the load opens the menu. Until
 * then only the button is rendered, because a list shows dozens.
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
    <Slot
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
    </Slot>
  );
}
