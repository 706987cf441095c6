'use client';

import { Select } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** Restricts the figures over time to a university. An unknown `value` means the whole campus. */
export function UniversitySelect({
  universities,
  value,
  onChange,
}: {
  universities: readonly { id: string; name: string }[];
  value: string | undefined;
  onChange: (id: string) => void;
}) {
  const t = useTranslations('statistics');
  return (
    <Select
      label={t('university')}
      frameClassName="w-64 max-w-full"
      value={universities.some(({ id }) => id === value) ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      options={[
        { value: '', label: t('all') },
        ...universities.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
