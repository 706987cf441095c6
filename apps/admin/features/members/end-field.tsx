'use client';

import { RadioGroup, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

const ENDS = ['3', '7', '30', 'day', 'never'] as const;
export interface End {
  kind: (typeof ENDS)[number];
  /** As a date field has it, where `kind` is `day`. */
  day: string;
}

const DAY_MS = 86_400_000;

/** When a suspension ends, in the reader's zone: undefined for never, null where no day is chosen yet. */
export function endOf({ kind, day }: End, now: Date): string | undefined | null {
  if (kind === 'never') return undefined;
  if (kind !== 'day') return new Date(now.getTime() + Number(kind) * DAY_MS).toISOString();
  if (day === '') return null;
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** Asks when a suspension ends. */
export function EndField(props: { value: End; onChange: (end: End) => void; error?: string | undefined }) {
  const { value, onChange, error } = props;
  const t = useTranslations('members.suspendDialog');
  return (
    <>
      <RadioGroup
        label={t('end')}
        value={value.kind}
        onValueChange={(kind) => onChange({ ...value, kind })}
        options={ENDS.map((kind) => ({ value: kind, label: t(`ends.${kind}`) }))}
        error={value.kind === 'day' ? undefined : error}
      />
      {value.kind === 'day' ? (
        <TextField
          type="date"
          label={t('day')}
          help={t('dayHelp')}
          value={value.day}
          onChange={(event) => onChange({ ...value, day: event.target.value })}
          error={error}
        />
      ) : null}
    </>
  );
}
