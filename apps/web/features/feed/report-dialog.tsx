'use client';

import { retryAtOf, useProblemText } from '@chitlaq/react';
import { Button, Dialog, RadioGroup, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

const REASONS = [
  'spam',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'self_harm',
  'misinformation',
  'impersonation',
  'privacy',
  'cheating',
  'illegal',
  'other',
] as const;
type Reason = (typeof REASONS)[number];

const ANSWER_TIME = { weekday: 'long', hour: '2-digit', minute: '2-digit' } as const;

/** The texts for each kind of subject. */
const TEXT_KEYS = {
  post: { title: 'title', lead: 'lead' },
  user: { title: 'titleMember', lead: 'leadMember' },
  message: { title: 'titleMessage', lead: 'leadMessage' },
  board_post: { title: 'title', lead: 'lead' },
} as const;

/** Reports a post, also one of a board, a message or a member: a reason and an optional comment. */
export function ReportDialog({
  subject,
  onClose,
}: {
  subject: { type: keyof typeof TEXT_KEYS; id: string };
  onClose: () => void;
}) {
  const t = useTranslations('feed.report');
  const format = useFormatter();
  const problemText = useProblemText();
  const [reason, setReason] = useState<Reason | null>(null);
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const [isPending, setIsPending] = useState(false);
  const needsComment = reason === 'other' && comment.trim() === '';
  const send = async () => {
    if (reason === null || needsComment) return;
    setIsPending(true);
    setProblem(undefined);
    setRetryAt(undefined);
    try {
      const note = comment.trim();
      if (subject.type === 'board_post') {
        await api.post('/boards/posts/{postId}/reports', {
          path: { postId: subject.id },
          body: { reason, ...(note === '' ? {} : { note }) },
        });
        toast({ message: t('thanked'), tone: 'good' });
      } else {
        const { answerBy } = await api.post('/reports', {
          body: {
            subjectType: subject.type,
            subjectId: subject.id,
            reason,
            ...(note === '' ? {} : { comment: note }),
          },
        });
        toast({
          message: t('thanks', { time: format.dateTime(new Date(answerBy), ANSWER_TIME) }),
          tone: 'good',
        });
      }
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setRetryAt(retryAtOf(error));
      setIsPending(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(TEXT_KEYS[subject.type].title)}
      description={t(TEXT_KEYS[subject.type].lead)}
      closeLabel={t('close')}
      footer={
        <Button
          variant="primary"
          pending={isPending}
          disabledReason={reason === null ? t('chooseReason') : needsComment ? t('describe') : undefined}
          onClick={() => void send()}
        >
          {t('send')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <RadioGroup
          label={t('reason')}
          value={reason}
          onValueChange={setReason}
          options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        />
        <TextArea
          label={t('comment')}
          help={t('commentHelp')}
          value={comment}
          maxLength={1000}
          onChange={(event) => setComment(event.target.value)}
          error={problem}
        />
        <RetryCountdown at={retryAt} />
        {/* In a new tab: what is written here stays. */}
        <a className="link text-sm" href={paths.legal('safety')} target="_blank" rel="noreferrer">
          {t('help')}
        </a>
      </div>
    </Dialog>
  );
}
