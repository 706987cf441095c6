'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button, TextArea, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

/** Appeals against a decision, once. */
export function AppealForm({ decisionId }: { decisionId: string }) {
  const t = useTranslations('decisions');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const send = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      await api.post('/appeals', { body: { decisionId, text } });
      toast({ message: t('appealSent'), tone: 'good' });
      await queries.invalidateQueries({ queryKey: ['decisions'] });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  if (!isOpen)
    return (
      <div>
        <Button variant="primary" onClick={() => setIsOpen(true)}>
          {t('appeal')}
        </Button>
      </div>
    );
  return (
    <form
      className="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <TextArea
        label={t('appealText')}
        help={t('appealHelp')}
        value={text}
        maxLength={2000}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          pending={isPending}
          disabledReason={text.trim() === '' ? t('appealNeeded') : undefined}
        >
          {t('appealSend')}
        </Button>
        <Button variant="quiet" onClick={() => setIsOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
