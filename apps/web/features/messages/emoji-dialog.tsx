'use client';

import { Button, Dialog, TextField } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

/** Reacts with any emoji, typed with the system's keyboard. */
export function EmojiDialog({
  onChoose,
  onClose,
}: {
  onChoose: (emoji: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations('messaging.emoji');
  const [typed, setTyped] = useState('');
  const [first] = [...new Intl.Segmenter().segment(typed.trim())];
  const emoji =
    first && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(first.segment)
      ? first.segment
      : undefined;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      closeLabel={t('close')}
      footer={
        <Button
          variant="primary"
          disabledReason={emoji ? undefined : t('choose')}
          onClick={() => emoji && onChoose(emoji)}
        >
          {t('add')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (emoji) onChoose(emoji);
        }}
      >
        <TextField
          label={t('label')}
          help={t('help')}
          value={typed}
          autoFocus
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
