'use client';

import { keyId, openShare, unlockKey } from '@chitlaq/sealing';
import { Banner, Button, Sheet, toast } from '@chitlaq/ui';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Opening } from './holder-key.ts';
import { type ChosenKey, KeyFileFields } from './key-file-fields.tsx';
import { useAnswer } from './use-answer.ts';
import { useKeyFileProblem } from './use-key-file-problem.ts';
import { useRefusalText } from './use-refusal.ts';

/** Opens the holder's share of one identity in the browser, and gives it. */
export function GiveShare({ opening, onClose }: { opening: Opening; onClose: () => void }) {
  const t = useTranslations('boardHolder');
  const formId = useId();
  const refusalText = useRefusalText();
  const keyFileProblem = useKeyFileProblem();
  const answer = useAnswer();
  const [chosen, setChosen] = useState<ChosenKey>({ file: undefined, passphrase: '' });
  const [error, setError] = useState<string>();
  const give = (event: FormEvent) => {
    event.preventDefault();
    void answer.run(
      async () => {
        const { share, context, id } = opening;
        if (!share) return setError(t('noShare'));
        if (!chosen.file) return setError(t('test.choose'));
        const { publicKey, privateKey } = await unlockKey(await chosen.file.text(), chosen.passphrase);
        if (publicKey !== share.publicKey)
          return setError(t('otherKey', { key: await keyId(share.publicKey) }));
        const opened = await openShare(share, context, privateKey);
        const { state } = await api.post('/boards/holder/openings/{id}/share', {
          path: { id },
          body: { share: opened },
        });
        toast({ message: t(state === 'opened' ? 'gaveOpened' : 'gaveWaiting'), tone: 'good' });
        onClose();
      },
      (failure) => {
        const problem = keyFileProblem(failure);
        if (problem === undefined) return refusalText(failure);
        setError(problem);
        return undefined;
      },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('give.title')}
      description={t('give.lead')}
      closeLabel={t('cancel')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={answer.isPending}>
            {t('give.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate className="grid grid-cols-1 gap-4" onSubmit={give}>
        {answer.problem ? <Banner tone="danger" title={answer.problem} live="assertive" /> : null}
        <KeyFileFields
          chosen={chosen}
          error={error}
          onChange={(next) => {
            setError(undefined);
            setChosen(next);
          }}
        />
      </form>
    </Sheet>
  );
}
