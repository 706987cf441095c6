'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Banner, Button, Card, Loading, Skeleton, Stat } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { RulesHeader } from './rules-header.tsx';

type State = Schemas['Classifier'];
const KEY = ['classifier'];

/** The page of the classifier that sorts the queue, for staff. */
export function Classifier() {
  return (
    <RequirePermission requiredPermission="rules.read">
      <RulesHeader current="classifier" />
      <LoadedClassifier />
    </RequirePermission>
  );
}

function LoadedClassifier() {
  const t = useTranslations('rules.classifier');
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get('/admin/classifier') });
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
      <p className="text-muted max-tablet:px-4">{t('lead')}</p>
      {query.data ? (
        <>
          <StateCard state={query.data} />
          {query.data.agreement.cases > 0 ? <AgreementCard agreement={query.data.agreement} /> : null}
        </>
      ) : query.error ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="h-60 rounded-card" />
        </Loading>
      )}
    </div>
  );
}

function StateCard({ state }: { state: State }) {
  const t = useTranslations('rules.classifier');
  const tRules = useTranslations('rules');
  const format = useFormatter();
  const queries = useQueryClient();
  const mayWrite = useHasPermission('rules.write');
  const submission = useSubmit();
  const { isOn, model, lastTraining } = state;
  const percent = (share: number) => format.number(share, { style: 'percent' });
  const change = () =>
    submission.run(async () => {
      queries.setQueryData(KEY, await api.put('/admin/classifier', { body: { isOn: !isOn } }));
      await queries.invalidateQueries({ queryKey: ['reports'] });
    });
  return (
    <Card flush className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-medium">{t('name')}</h2>
        <Badge tone={isOn ? 'good' : 'plain'}>{t(isOn ? 'on' : model ? 'off' : 'learning')}</Badge>
      </div>
      {model ? (
        <div className="grid grid-cols-2 gap-4 tablet:grid-cols-3">
          <Stat
            label={t('learntFrom')}
            value={format.number(model.upheld + model.dismissed)}
            detail={t('kinds', { upheld: model.upheld, dismissed: model.dismissed })}
          />
          <Stat
            label={t('auc')}
            value={percent(model.auc)}
            detail={t('aucDetail', { count: model.heldOut })}
          />
          <Stat
            label={t('precision')}
            value={model.precision === null ? '–' : percent(model.precision)}
            detail={t(model.precision === null ? 'notSure' : 'precisionDetail')}
          />
          <Stat
            label={t('recall')}
            value={model.recall === null ? '–' : percent(model.recall)}
            detail={t('recallDetail')}
          />
        </div>
      ) : (
        <p>{t('needed', { needed: state.needed, upheld: state.upheld, dismissed: state.dismissed })}</p>
      )}
      {model ? (
        <p className="text-muted text-sm">
          {t('inUse')} <Timestamp at={model.trainedAt} />
        </p>
      ) : null}
      {lastTraining ? (
        <p className="text-muted text-sm">
          {t('last')} <Timestamp at={lastTraining.at} relative /> · {t(`results.${lastTraining.result}`)}
        </p>
      ) : null}
      {submission.problem ? <Banner tone="danger">{submission.problem}</Banner> : null}
      <Button
        className="justify-self-start"
        {...(isOn ? {} : { variant: 'primary' as const })}
        pending={submission.isPending}
        disabledReason={mayWrite ? (isOn || model ? undefined : t('notTrained')) : tRules('adminsOnly')}
        onClick={() => void change()}
      >
        {tRules(isOn ? 'switchOff' : 'switchOn')}
      </Button>
    </Card>
  );
}

function AgreementCard({ agreement }: { agreement: State['agreement'] }) {
  const t = useTranslations('rules.classifier');
  const format = useFormatter();
  const share = (part: number, all: number) =>
    all === 0 ? '–' : format.number(part / all, { style: 'percent' });
  const { cases, agreed, high, highUpheld, low, lowDismissed } = agreement;
  return (
    <Card flush className="grid grid-cols-1 gap-4">
      <h2 className="font-medium">{t('agreement')}</h2>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-3">
        <Stat label={t('agreed')} value={share(agreed, cases)} detail={t('ofCases', { count: cases })} />
        <Stat label={t('sureAct')} value={share(highUpheld, high)} detail={t('ofCases', { count: high })} />
        <Stat
          label={t('sureDismiss')}
          value={share(lowDismissed, low)}
          detail={t('ofCases', { count: low })}
        />
      </div>
    </Card>
  );
}
