'use client';

import { RadioGroup, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { END_OPTIONS, type SuspensionEnd } from './suspension-end.ts';

/** Chooses when a suspension ends. */
export function SuspensionEndField(props: {
  value: SuspensionEnd;
  onChange: (end: SuspensionEnd) => void;
  error?: string | undefined;
}) {
  const { value, onChange, error } = props;
  const t = useTranslations('members.suspendDialog');
  return (
    <>
      <RadioGroup
        label={t('end')}
        value={value.kind}
        onValueChange={(kind) => onChange({ ...value, kind })}
        options={END_OPTIONS.map((kind) => ({ value: kind, label: t(`ends.${kind}`) }))}
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
