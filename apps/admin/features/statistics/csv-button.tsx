'use client';

import { Button } from '@chitlaq/ui';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { type Cell, csv, download } from './csv.ts';

/** Saves a table as a file. Suppressed numbers are empty cells. */
export function CsvButton({
  name,
  rows,
  subject,
}: {
  name: string;
  rows: () => Cell[][];
  /** Which table, if the page has several; for screen readers. */
  subject?: string | undefined;
}) {
  const t = useTranslations('statistics');
  return (
    <Button
      variant="outline"
      icon={<Download aria-hidden="true" className="size-4.5" />}
      aria-label={subject === undefined ? undefined : `${t('download')}: ${subject}`}
      onClick={() => download(name, csv(rows()))}
    >
      {t('download')}
    </Button>
  );
}
