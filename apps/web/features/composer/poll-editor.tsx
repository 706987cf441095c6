'use client';

import { Button, Checkbox, IconButton, Select, TextField } from '@chitlaq/ui';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useReveal } from '../../lib/use-reveal.ts';
import { POLL_MINUTES, type PollDraft, repeatedOption } from './poll-draft.ts';

const MAX_OPTIONS = 8;

/** Edits the poll of a post. */
export function PollEditor({
  poll,
  isJustAdded,
  onChange,
}: {
  poll: PollDraft;
  /** Scrolls it into view. */
  isJustAdded: boolean;
  onChange: (poll: PollDraft) => void;
}) {
  const t = useTranslations('feed.poll');
  const tProblems = useTranslations('problems');
  const frame = useReveal<HTMLFieldSetElement>(isJustAdded || undefined);
  const repeatedIndex = repeatedOption(poll);
  const setOption = (index: number, text: string) =>
    onChange({ ...poll, options: poll.options.map((current, at) => (at === index ? text : current)) });
  return (
    <fieldset
      ref={frame}
      className="my-2 grid gap-2 scroll-mt-16 scroll-mb-36 rounded-card border border-line p-3"
    >
      <legend className="sr-only">{t('add')}</legend>
      {poll.options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is identified by its index
        <div key={index} className="flex items-start gap-2">
          <TextField
            label={t('option', { index: index + 1 })}
            value={option}
            maxLength={50}
            error={index === repeatedIndex ? tProblems('poll_option_repeated') : undefined}
            onChange={(event) => setOption(index, event.target.value)}
            frameClassName="min-w-0 flex-1"
          />
          {poll.options.length > 2 ? (
            <IconButton
              label={t('removeOption', { index: index + 1 })}
              tone="muted"
              className="mt-[1.875rem]"
              onClick={() => onChange({ ...poll, options: poll.options.filter((_, at) => at !== index) })}
            >
              <X aria-hidden="true" />
            </IconButton>
          ) : null}
        </div>
      ))}
      {poll.options.length < MAX_OPTIONS ? (
        <div>
          <Button
            size="sm"
            variant="quiet"
            icon={<Plus aria-hidden="true" className="size-4" />}
            onClick={() => onChange({ ...poll, options: [...poll.options, ''] })}
          >
            {t('addOption')}
          </Button>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-4">
        <Select
          label={t('length')}
          value={poll.minutes}
          onChange={(event) => onChange({ ...poll, minutes: event.target.value as PollDraft['minutes'] })}
          options={POLL_MINUTES.map((value) => ({ value, label: t(`minutes.${value}`) }))}
          frameClassName="max-w-48"
        />
        <Checkbox
          label={t('multiple')}
          checked={poll.multiple}
          onChange={(event) => onChange({ ...poll, multiple: event.target.checked })}
        />
      </div>
    </fieldset>
  );
}
