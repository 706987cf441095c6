'use client';

import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Opening } from './holder-key.ts';
import { useAnswer } from './use-answer.ts';

/** Refuses a request to open a name, with a reason. */
export function RefuseOpening({ opening, onClose }: { opening: Opening; onClose: () => void }) {
  const t = useTranslations('boardHolder');
  const answer = useAnswer();
  const [reason, setReason] = useState('');
  const refuse = () =>
    answer.run(async () => {
      await api.post('/boards/holder/openings/{id}/refusal', {
        path: { id: opening.id },
        body: { reason: reason.trim() },
      });
      toast({ message: t('refusedDone') });
      onClose();
    });
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('refuse.title')}
      description={t('refuse.lead')}
      closeLabel={t('cancel')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            variant="danger"
            pending={answer.isPending}
            disabledReason={reason.trim() === '' ? t('refuse.reasonNeeded') : undefined}
            onClick={() => void refuse()}
          >
            {t('refuse.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {answer.problem ? <Banner tone="danger" title={answer.problem} live="assertive" /> : null}
        <TextArea
          label={t('refuse.reason')}
          value={reason}
          maxLength={1000}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </Sheet>
  );
}
