'use client';

import { RadioGroup, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { ENDS, type End } from './end.ts';

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
