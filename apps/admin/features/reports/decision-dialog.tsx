'use client';

import { serverNow } from '@chitlaq/client';
import { Button, RadioGroup, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { useViewer } from '../frame/viewer.tsx';
import {
  type ActEnd,
  actEndDate,
  type Decision,
  defaultEnd,
  type TimedAct,
  timedActs,
} from '../members/act-end.ts';
import { ActEndField } from '../members/act-end-field.tsx';
import { type Restriction, restrictionFor } from '../members/member-rules.ts';
import { RuleField } from '../members/rule-field.tsx';
import { SecondLook } from './case-assessment.tsx';
import { decisionsFor } from './decisions.ts';
import { type ChosenPictures, PictureField } from './picture-field.tsx';
import type { Case } from './types.ts';

/** Notes for what happens most, so that on a phone nothing has to be typed. */
const NOTES = {
  dismiss: ['noViolation', 'inContext', 'dispute'],
  act: ['clear', 'again', 'severe'],
} as const;

/**
 * Asks for a reason, explains the effect for everybody concerned, and decides. While it is open, the case is the viewer's.
 * @param decision  undefined: chosen in the dialog
 */
export function DecisionDialog(props: {
  decision: Decision | undefined;
  subject: Case;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { subject, onClose, onDone } = props;
  const t = useTranslations('reports.dialog');
  const tAct = useTranslations('members.act');
  const tMembers = useTranslations('members');
  const viewer = useViewer();
  const submission = useSubmit(['note', 'reason', 'rule', 'until', 'contentWarning']);
  const [decision, setDecision] = useState<Decision>(props.decision ?? 'dismiss');
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [warning, setWarning] = useState('');
  const [rule, setRule] = useState<string>(subject.reports[0]?.reason ?? '');
  const [ends, setEnds] = useState<Record<TimedAct, ActEnd>>(defaultEnd);
  const [pictures, setPictures] = useState<ChosenPictures>({ ids: [], reportUploads: false });
  const isAct = decision !== 'dismiss';
  const hasPictures = isAct && viewer.permissions.includes('fingerprints.write');
  const timedAct = timedActs[decision];
  const end = timedAct && ends[timedAct];
  const endDate = () => end && actEndDate(end, new Date(serverNow()));
  const textKey =
    decision === 'remove_post' && subject.subjectType === 'message' ? 'remove_message' : decision;
  const name = subject.owner?.displayName ?? '';
  const restriction = useSuspendRestriction(decision === 'suspend_author' ? subject.owner?.id : undefined);
  const release = useClaimWhileOpen(subject);
  const close = () => {
    release();
    onClose();
  };
  const missingText = () => {
    if (restriction) return tMembers(`restrictions.${restriction}`);
    if (isAct && rule === '') return t('ruleNeeded');
    if (note.trim() === '') return t('noteNeeded');
    return endDate() === null ? tAct('dayNeeded') : undefined;
  };
  const submit = async () => {
    const until = endDate();
    const isDone = await submission.run(() =>
      api.patch('/admin/reports/{id}', {
        path: { id: subject.id },
        body: {
          decision,
          note,
          ...(isAct ? { rule, reason } : {}),
          ...(decision === 'warn_content' && warning.trim() !== '' ? { contentWarning: warning } : {}),
          ...(until ? { until } : {}),
          ...(hasPictures && pictures.ids.length > 0 ? { pictures } : {}),
        },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${textKey}.done`, { name }), tone: 'good' });
    onClose();
  };
  const choices = decisionsFor(viewer, subject);
  return (
    <FormSheet
      title={props.decision ? t(`${textKey}.title`, { name }) : t('choose')}
      description={`${t(`${textKey}.lead`)} ${t('all', { count: subject.reportCount })}`}
      submitLabel={hasPictures && pictures.ids.length > 0 ? t('withPictures') : t(`${textKey}.submit`)}
      isDanger={isAct}
      disabledReason={missingText()}
      submission={submission}
      onSubmit={submit}
      onClose={close}
    >
      {props.decision ? null : (
        <RadioGroup
          label={t('what')}
          value={decision}
          onValueChange={setDecision}
          options={choices.map((value) => ({
            value,
            label: t(
              `${value === 'remove_post' && subject.subjectType === 'message' ? 'remove_message' : value}.submit`,
            ),
          }))}
        />
      )}
      <SecondLook subject={subject} decision={decision} />
      <div className="grid gap-2">
        <TextArea
          label={t('note')}
          help={t('noteHelp')}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          error={submission.errors.note}
        />
        <div className="flex flex-wrap gap-2">
          {NOTES[isAct ? 'act' : 'dismiss'].map((key) => (
            <Button key={key} size="sm" onClick={() => setNote(t(`notes.${key}`))}>
              {t(`notes.${key}`)}
            </Button>
          ))}
        </div>
      </div>
      {isAct ? (
        <>
          <RuleField value={rule} onChange={setRule} error={submission.errors.rule} />
          {timedAct && end ? (
            <ActEndField
              act={timedAct}
              value={end}
              onChange={(chosen) => setEnds({ ...ends, [timedAct]: chosen })}
              error={submission.errors.until}
            />
          ) : null}
          {decision === 'warn_content' ? (
            <TextField
              label={t('warning')}
              help={t('warningHelp')}
              value={warning}
              maxLength={100}
              onChange={(event) => setWarning(event.target.value)}
              error={submission.errors.contentWarning}
            />
          ) : null}
        </>
      ) : null}
      {hasPictures ? <PictureField subject={subject} value={pictures} onChange={setPictures} /> : null}
      {isAct ? (
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          error={submission.errors.reason}
        />
      ) : null}
    </FormSheet>
  );
}

/**
 * Claims the case while the dialog is open, so that nobody else decides it meanwhile. If somebody else holds it, the decision says so.
 * @returns gives the case back, if the dialog claimed it
 */
function useClaimWhileOpen({ id, claim }: Case): () => void {
  const wasClaimed = useRef(claim !== null);
  useEffect(() => {
    if (!wasClaimed.current)
      api.put('/admin/reports/{id}/claim', { path: { id }, body: {} }).catch(() => undefined);
  }, [id]);
  return () => {
    if (!wasClaimed.current) api.delete('/admin/reports/{id}/claim', { path: { id } }).catch(() => undefined);
  };
}

/** The reason why the viewer cannot suspend this member. Undefined until loaded: a report does not contain the author's roles. */
function useSuspendRestriction(memberId: string | undefined): Restriction | undefined {
  const viewer = useViewer();
  const member = useQuery({
    queryKey: ['member', memberId],
    queryFn: () => api.get('/admin/users/{id}', { path: { id: memberId ?? '' } }),
    enabled: memberId !== undefined,
  });
  return member.data && restrictionFor(viewer, member.data, 'members.suspend');
}
