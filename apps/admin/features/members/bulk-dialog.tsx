'use client';

import { serverNow } from '@chitlaq/client';
import { Banner, Button, Loading, RadioGroup, Select, Skeleton, TextArea, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { LoadError } from '../frame/listing.tsx';
import { useViewer } from '../frame/viewer.tsx';
import { type ActEnd, actEndDate, type Decision, defaultEnd, type TimedAct, timedActs } from './act-end.ts';
import { ActEndField } from './act-end-field.tsx';
import { RuleField } from './rule-field.tsx';
import { useLeftOut } from './use-left-out.ts';

const HOURS = [1, 6, 24, 72, 168, 720] as const;
const DECISIONS = [
  'remove_post',
  'dismiss',
  'warn',
  'warn_content',
  'limit_author',
  'mute_author',
  'suspend_author',
] as const satisfies readonly Decision[];

type Target = { reportIds: readonly string[]; rule: string } | { memberId: string; name: string };

/** One act for many cases, or for what a member wrote lately: says what it would do, then does it, and leads to its result. */
export function BulkDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const t = useTranslations('bulk');
  const tDialog = useTranslations('reports.dialog');
  const tAct = useTranslations('members.act');
  const viewer = useViewer();
  const router = useRouter();
  const submission = useSubmit(['note', 'reason', 'rule', 'until', 'contentWarning']);
  const [decision, setDecision] = useState<Decision>('remove_post');
  const [hours, setHours] = useState<number>(24);
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [warning, setWarning] = useState('');
  const [rule, setRule] = useState('reportIds' in target ? target.rule : '');
  const [ends, setEnds] = useState<Record<TimedAct, ActEnd>>(defaultEnd);
  const timedAct = timedActs[decision];
  const end = timedAct && ends[timedAct];
  const endDate = () => end && actEndDate(end, new Date(serverNow()));
  const isAct = decision !== 'dismiss';
  const chosen =
    'reportIds' in target
      ? { reportIds: [...target.reportIds] }
      : { posts: { memberId: target.memberId, hours } };
  const preview = useQuery({
    queryKey: ['bulk-preview', decision, chosen],
    queryFn: async () => {
      const answer = await api.post('/admin/moderation/batches', {
        body: { ...chosen, decision, note: '', preview: true },
      });
      if ('id' in answer) throw new Error('a preview began something');
      return answer;
    },
    gcTime: 0,
  });
  const missingText = () => {
    if (preview.data === undefined) return t('counting');
    if (preview.data.items === 0) return t('nothing');
    if (isAct && rule === '') return tDialog('ruleNeeded');
    if (note.trim() === '') return tDialog('noteNeeded');
    return endDate() === null ? tAct('dayNeeded') : undefined;
  };
  const submit = async () => {
    const until = endDate();
    let id = '';
    const isDone = await submission.run(async () => {
      const answer = await api.post('/admin/moderation/batches', {
        body: {
          ...chosen,
          decision,
          note,
          preview: false,
          ...(isAct ? { rule, reason } : {}),
          ...(decision === 'warn_content' && warning.trim() !== '' ? { contentWarning: warning } : {}),
          ...(until ? { until } : {}),
        },
      });
      if ('id' in answer) id = answer.id;
    });
    if (isDone) router.push(paths.bulkAct(id));
  };
  const decisions = DECISIONS.filter(
    (one) => one !== 'suspend_author' || viewer.permissions.includes('members.suspend'),
  );
  return (
    <FormSheet
      title={
        'name' in target
          ? t('titlePosts', { name: target.name })
          : t('title', { count: target.reportIds.length })
      }
      description={t('lead')}
      submitLabel={t(`submit.${decision}`, { count: preview.data?.items ?? 0 })}
      isDanger={isAct}
      disabledReason={missingText()}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      {'name' in target ? (
        <Select
          label={t('since')}
          value={String(hours)}
          onChange={(event) => setHours(Number(event.target.value))}
          options={HOURS.map((value) => ({ value: String(value), label: t('hours', { hours: value }) }))}
        />
      ) : (
        <RadioGroup
          label={tDialog('what')}
          value={decision}
          onValueChange={setDecision}
          options={decisions.map((value) => ({ value, label: t(`acts.${value}`) }))}
        />
      )}
      {preview.error ? (
        <LoadError error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <Preview preview={preview.data} decision={decision} />
      ) : (
        <Loading label={t('counting')}>
          <Skeleton className="h-16 rounded-card" />
        </Loading>
      )}
      {isAct ? <RuleField value={rule} onChange={setRule} error={submission.errors.rule} /> : null}
      {timedAct && end ? (
        <ActEndField
          act={timedAct}
          value={end}
          onChange={(value) => setEnds({ ...ends, [timedAct]: value })}
          error={submission.errors.until}
        />
      ) : null}
      {decision === 'warn_content' ? (
        <TextField
          label={tDialog('warning')}
          help={tDialog('warningHelp')}
          value={warning}
          onChange={(event) => setWarning(event.target.value)}
          error={submission.errors.contentWarning}
        />
      ) : null}
      {isAct ? (
        <TextArea
          label={t('reason')}
          help={tDialog('reasonHelp')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          error={submission.errors.reason}
        />
      ) : null}
      <div className="grid gap-2">
        <TextArea
          label={tDialog('note')}
          help={tDialog('noteHelp')}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          error={submission.errors.note}
        />
        <div className="flex flex-wrap gap-2">
          {(['wave', 'hijacked'] as const).map((key) => (
            <Button key={key} size="sm" onClick={() => setNote(t(`notes.${key}`))}>
              {t(`notes.${key}`)}
            </Button>
          ))}
        </div>
      </div>
    </FormSheet>
  );
}

function Preview({
  preview,
  decision,
}: {
  preview: {
    items: number;
    members: number;
    leftOut: readonly { problem: string; count: number }[];
    hasMore: boolean;
    needsSecond: boolean;
  };
  decision: Decision;
}) {
  const t = useTranslations('bulk');
  const leftOutText = useLeftOut();
  const left = preview.leftOut.reduce((sum, { count }) => sum + count, 0);
  return (
    <Banner
      tone={preview.needsSecond ? 'warn' : 'info'}
      live="polite"
      title={t(`will.${decision === 'dismiss' || decision === 'remove_post' ? decision : 'act'}`, {
        count: preview.items,
        members: preview.members,
      })}
    >
      {left > 0 ? (
        <>
          <p>{t('leftOut', { count: left })}</p>
          <ul className="list-disc pl-5">
            {preview.leftOut.map(({ problem, count }) => (
              <li key={problem}>
                {count} · {leftOutText(problem)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {preview.hasMore ? <p>{t('hasMore')}</p> : null}
      {preview.needsSecond ? <p>{t('needsSecond')}</p> : null}
    </Banner>
  );
}
