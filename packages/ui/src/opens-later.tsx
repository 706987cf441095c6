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
export type OpensAtOnce = { trigger: ReactNode; startsOpen: 'pointer' | 'keyboard' };

export type OpensLaterProps<Given extends object> = {
  /** One button that takes a ref and event handlers. */
  trigger: ReactNode;
  /** What shows the menu with this same trigger; asked for when a press is near, and rendered once it came. */
  load: () => Promise<ComponentType<Given & OpensAtOnce>>;
  /** What the menu is about: its other properties. */
  given: Given;
};

/**
 * A menu's button whose menu is loaded when one points at it, focuses or presses it. The press that asked for it opens it.
 * Until then it costs its button alone, since a list shows dozens.
 */
export function OpensLater<Given extends object>({ trigger, load, given }: OpensLaterProps<Given>) {
  const [opened, setOpened] = useState<{
    Opened: ComponentType<Given & OpensAtOnce>;
    by: OpensAtOnce['startsOpen'];
  }>();
  if (opened) return <opened.Opened {...given} trigger={trigger} startsOpen={opened.by} />;

  // Without a network nothing opens; the next press tries again.
  const near = () => void load().catch(() => undefined);
  const open = (by: OpensAtOnce['startsOpen']) =>
    void load().then(
      (Opened) => setOpened({ Opened, by }),
      () => undefined,
    );
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={near}
      onPointerDown={near}
      onFocus={(event: FocusEvent) => {
        if (event.currentTarget.matches(':focus-visible')) near();
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
