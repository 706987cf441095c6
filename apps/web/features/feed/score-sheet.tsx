'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, Sheet } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';

const SIGNALS = [
  'recency',
  'engagement',
  'affinity',
  'university',
  'hashtag',
  'rising',
  'diversity',
  'people',
  'baseline',
  'similar',
  'popularity',
  'cohort',
  'common',
  'department',
  'year',
  'followers',
] as const;
const isKnown = (signal: string): signal is (typeof SIGNALS)[number] =>
  (SIGNALS as readonly string[]).includes(signal);

/** The score of a post: each signal's value and weight, and the sum. */
export function ScoreSheet({ score, onClose }: { score: Schemas['Score']; onClose: () => void }) {
  const t = useTranslations('explore');
  const format = useFormatter();
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('score.title')}
      closeLabel={t('score.close')}
      footer={
        <Button variant="outline" asChild>
          <PrefetchLink href={paths.settingsPage('feed')}>{t('score.changeWeights')}</PrefetchLink>
        </Button>
      }
    >
      {score.parts.length === 0 ? (
        <p>{t('score.off')}</p>
      ) : (
        <>
          <p className="text-muted">{t('score.lead')}</p>
          <table className="tabular-nums mt-4 w-full text-sm">
            <thead>
              <tr className="border-line border-b text-left text-muted">
                <th className="py-2 font-normal">{t('score.signal')}</th>
                <th className="py-2 text-right font-normal">{t('score.value')}</th>
                <th className="py-2 text-right font-normal">{t('score.weight')}</th>
                <th className="py-2 text-right font-normal">{t('score.points')}</th>
              </tr>
            </thead>
            <tbody>
              {score.parts.map(({ signal, value, weight, contribution }) => (
                <tr key={signal} className="border-line border-b">
                  <th scope="row" className="py-2 text-left font-normal">
                    {isKnown(signal) ? t(`signals.${signal}`) : signal}
                  </th>
                  <td className="py-2 text-right text-muted">{format.number(value)}</td>
                  <td className="py-2 text-right text-muted">× {format.number(weight)}</td>
                  <td className="py-2 text-right">{format.number(contribution)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr className="font-medium">
                <th scope="row" colSpan={3} className="py-2 text-left font-medium">
                  {t('score.total')}
                </th>
                <td className="py-2 text-right">{format.number(score.total)}</td>
              </tr>
            </tfoot>
          </table>
        </>
      )}
    </Sheet>
  );
}
