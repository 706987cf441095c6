'use client';

import { IconButton } from '@chitlaq/ui';
import { Smile } from 'lucide-react';
import { lazy, type RefObject, Suspense, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Caret } from '../../lib/use-caret.ts';

// Lazy: with the names of all emoji.
const loadPopup = () => import('./emoji-popup.tsx');
const EmojiPopup = lazy(async () => ({ default: (await loadPopup()).EmojiPopup }));

/** Opens the emoji picker, which inserts at the caret of a text field. The focus returns to the field. */
export function EmojiButton({
  field,
  caret,
  className,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  caret: Caret;
  className?: string | undefined;
}) {
  const t = useTranslations('emoji');
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const insert = (emoji: string) => {
    const element = field.current;
    if (!element) return;
    const { value, selectionStart, selectionEnd } = element;
    caret.replace(
      value.slice(0, selectionStart) + emoji + value.slice(selectionEnd),
      selectionStart + emoji.length,
    );
  };
  const open = () => {
    // The picker returns the focus to where it was. On a touch screen this would open the keyboard.
    if (window.matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
    setWasOpened(true);
    setIsOpen(true);
  };
  return (
    <>
      <IconButton
        ref={button}
        label={t('open')}
        tone="muted"
        className={className}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        // Keeps the focus in the field.
        onMouseDown={(event) => event.preventDefault()}
        onPointerEnter={() => void loadPopup().catch(() => undefined)}
        onClick={open}
      >
        <Smile aria-hidden="true" />
      </IconButton>
      {wasOpened ? (
        <Suspense fallback={null}>
          <EmojiPopup anchor={button} open={isOpen} onOpenChange={setIsOpen} onChoose={insert} />
        </Suspense>
      ) : null}
    </>
  );
}
