'use client';

import { Badge, Button, Card, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { ListChecks, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { RuleSheet } from './rule-sheet.tsx';
import { RuleText } from './rule-text.tsx';
import { RulesHeader } from './rules-header.tsx';
import { StateBadge, upheldShare } from './state-badge.tsx';
import { RULES_KEY, type Rule } from './types.ts';

/** The page of automatic rules, for staff. */
export function AutomaticRules() {
  return (
    <RequirePermission requiredPermission="rules.read">
      <RulesHeader current="automatic" />
      <RuleList />
    </RequirePermission>
  );
}

function RuleList() {
  const t = useTranslations('rules');
  const router = useRouter();
  const mayWrite = useHasPermission('rules.write');
  const [isAdding, setIsAdding] = useState(false);
  const query = useQuery({ queryKey: RULES_KEY, queryFn: () => api.get('/admin/automatic-rules') });
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
      <div className="flex flex-wrap items-end justify-between gap-3 max-tablet:px-4">
        <p className="min-w-0 flex-1 basis-64 text-muted">{t('lead')}</p>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" className="size-4.5" />}
          disabledReason={mayWrite ? undefined : t('adminsOnly')}
          onClick={() => setIsAdding(true)}
        >
          {t('add')}
        </Button>
      </div>
      {query.error && !query.data ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        query.data.items.length === 0 ? (
          <EmptyState icon={<ListChecks aria-hidden="true" />} title={t('empty')}>
            {t('emptyDetail')}
          </EmptyState>
        ) : (
          <ul className="grid grid-cols-1 gap-4">
            {query.data.items.map((rule) => (
              <li key={rule.id}>
                <RuleCard rule={rule} />
              </li>
            ))}
          </ul>
        )
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="h-80 rounded-card" />
        </Loading>
      )}
      {isAdding ? (
        <RuleSheet
          rule={undefined}
          onClose={() => setIsAdding(false)}
          onSaved={({ id }) => router.push(paths.automaticRule(id))}
        />
      ) : null}
    </div>
  );
}

function RuleCard({ rule }: { rule: Rule }) {
  const t = useTranslations('rules');
  const format = useFormatter();
  const share = upheldShare(rule);
  return (
    <Card flush className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 break-words font-medium">
          <Link href={paths.automaticRule(rule.id)} className="link">
            {rule.name}
          </Link>
        </h2>
        <StateBadge rule={rule} />
        <Badge>{t(`actions.${rule.action}`)}</Badge>
      </div>
      <RuleText text={rule.text} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
        <span>{t('hits', { count: rule.hits })}</span>
        <span>
          {share === null
            ? t('notJudged')
            : t('share', { share: format.number(share, { style: 'percent' }), count: rule.judged })}
        </span>
      </p>
    </Card>
  );
}
