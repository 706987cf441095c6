'use client';

import { useServerNow } from '@chitlaq/react';
import { Button, Sheet, TextField } from '@chitlaq/ui';
import { type FormEvent, useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { dayStart } from './days.ts';
import { useLocalDay } from './message-texts.ts';
import type { Conversation } from './types.ts';
import type { JumpTarget } from './use-thread.ts';

interface Props {
  conversation: Conversation;
  /** The current day, as the value of a date field. */
  day?: string | undefined;
  onJump: (goal: JumpTarget) => void;
}

/** Jumps to the messages of a day. */
export function DayField({ conversation, day, onJump }: Props) {
  const t = useTranslations('messaging.day');
  const localDay = useLocalDay();
  const timeZone = useTimeZone();
  const today = localDay(useServerNow().getTime());
  const firstDay = localDay(conversation.createdAt);
  const [typed, setTyped] = useState(day ?? today);
  const [error, setError] = useState<string>();
  const go = (event: FormEvent) => {
    event.preventDefault();
    const start = dayStart(typed, timeZone);
    if (!start) setError(t('dateNeeded'));
    else if (typed > today) setError(t('inFuture'));
    else onJump(start);
  };
  return (
    // Validate ourselves: the browser's messages may be in another language.
    <form noValidate onSubmit={go} className="grid gap-3">
      <TextField
        type="date"
        label={t('label')}
        help={t('help')}
        error={error}
        value={typed}
        min={firstDay}
        max={today}
        required
        onChange={(event) => {
          setTyped(event.target.value);
          setError(undefined);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm">
          {t('go')}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => onJump(conversation.firstSeq)}>
          {t('toFirst')}
        </Button>
      </div>
    </form>
  );
}

/** The same in a sheet, opened from a day in the thread. */
export function DaySheet({ onClose, onJump, ...props }: Props & { onClose: () => void }) {
  const t = useTranslations('messaging.day');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      closeLabel={t('close')}
    >
      <DayField
        {...props}
        onJump={(goal) => {
          onClose();
          onJump(goal);
        }}
      />
    </Sheet>
  );
}
