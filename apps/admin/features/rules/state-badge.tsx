import { Badge } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import type { Rule } from './types.ts';

const tones = { draft: 'plain', rehearsed: 'info', on: 'good', stopped: 'danger' } as const;

/** What a rule does now. */
export function StateBadge({ rule: { state, onVersion, version } }: { rule: Rule }) {
  const t = useTranslations('rules');
  return (
    <>
      <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
      {onVersion !== null && onVersion !== version ? (
        <Badge tone="info">{t('newerDraft', { version })}</Badge>
      ) : null}
    </>
  );
}

/** The share of judged hits that people upheld; null before the first. */
export const upheldShare = ({ judged, dismissed }: Rule): number | null =>
  judged === 0 ? null : (judged - dismissed) / judged;
