'use client';

import { Popover, Sheet, useMediaQuery } from '@chitlaq/ui';
import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { EmojiPicker } from './emoji-picker.tsx';

/** The picker: on a phone in a sheet, elsewhere beside a button, where it stays open for more. */
export function EmojiPopup({
  anchor,
  open,
  onOpenChange,
  onChoose,
}: {
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (emoji: string) => void;
}) {
  const t = useTranslations('emoji');
  const isWide = useMediaQuery('(min-width: 43.75rem)');
  if (isWide)
    return (
      <Popover
        anchor={anchor}
        open={open}
        onOpenChange={onOpenChange}
        label={t('title')}
        className="w-95 p-2"
      >
        <EmojiPicker onChoose={onChoose} />
      </Popover>
    );
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('title')} titleHidden closeLabel={t('close')}>
      <EmojiPicker
        onChoose={(emoji) => {
          onChoose(emoji);
          onOpenChange(false);
        }}
      />
    </Sheet>
  );
}

/** Chooses one emoji as a reaction. */
export function ReactionSheet({
  onChoose,
  onClose,
}: {
  onChoose: (emoji: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations('emoji');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('reaction')}
      closeLabel={t('close')}
      className="tablet:max-w-md"
    >
      <EmojiPicker onChoose={onChoose} />
    </Sheet>
  );
}
