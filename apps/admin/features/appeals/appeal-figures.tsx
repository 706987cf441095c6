'use client';

import { Card } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

interface Row {
  name: string;
  decisions: number;
  appeals: number;
  upheld: number;
  undone: number;
  rejected: number;
}

/** How appeals end, by rule and by moderator. */
export function AppealFigures() {
  const t = useTranslations('appeals.figures');
  const tAppeals = useTranslations('appeals');
  const isEnglish = useLocale() === 'en';
  const { data } = useQuery({
    queryKey: ['appeal-figures'],
    queryFn: () => api.get('/admin/appeals/figures'),
  });
  if (!data) return null;
  const byRule = data.byRule.map(({ rule, ...counts }) => ({
    name: rule ? (isEnglish ? rule.titleEn : rule.titleTr) : t('unnamed'),
    ...counts,
  }));
  const byModerator = data.byModerator.map(({ moderator, ...counts }) => ({
    name: moderator ? `@${moderator.username}` : tAppeals('gone'),
    ...counts,
  }));
  if (byRule.length === 0) return null;
  return (
    <Card flush className="grid gap-4">
      <h2 className="font-bold text-lg">{t('title')}</h2>
      <FigureTable caption={t('byRule')} rows={byRule} />
      <FigureTable caption={t('byModerator')} rows={byModerator} />
    </Card>
  );
}

const COLUMNS = ['decisions', 'appeals', 'upheld', 'rejected', 'undone'] as const;

function FigureTable({ caption, rows }: { caption: string; rows: Row[] }) {
  const t = useTranslations('appeals.figures');
  const format = useFormatter();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by key
    <section className="overflow-x-auto" aria-label={caption} tabIndex={0}>
      <table className="w-full text-sm">
        <caption className="pb-1 text-left text-muted">{caption}</caption>
        <thead>
          <tr className="border-line border-b">
            <th scope="col" className="py-2 pr-3 text-left">
              {t('name')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-2 py-2 text-right">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className="border-line border-b last:border-b-0">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                {row.name}
              </th>
              {COLUMNS.map((column) => (
                <td key={column} className="px-2 py-2 text-right tabular-nums">
                  {format.number(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
