'use client';

import { RadioGroup, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { type ActEnd, END_OPTIONS, type TimedAct } from './act-end.ts';

/** Chooses when an act ends. */
export function ActEndField(props: {
  act: TimedAct;
  value: ActEnd;
  onChange: (end: ActEnd) => void;
  error?: string | undefined;
}) {
  const { act, value, onChange, error } = props;
  const t = useTranslations('members.act');
  return (
    <>
      <RadioGroup
        label={t('end')}
        value={value.kind}
        onValueChange={(kind) => onChange({ ...value, kind })}
        options={END_OPTIONS[act].map((kind) => ({ value: kind, label: t(`ends.${kind}`) }))}
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
