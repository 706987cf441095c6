'use client';

import { Banner, Button, Sheet } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';

/** A dialog with a form: what is asked, its fields, the error of the request, and two buttons. */
export function FormDialog(props: {
  title: string;
  lead: string;
  submitLabel: string;
  isDanger?: boolean;
  /** Why it cannot be sent yet. */
  disabledReason: string | undefined;
  submission: SubmitState;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { submission, onSubmit, onClose } = props;
  const tShell = useTranslations('shell');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={props.title}
      description={props.lead}
      closeLabel={tShell('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {tShell('cancel')}
          </Button>
          <Button
            variant={props.isDanger ? 'danger' : 'primary'}
            pending={submission.isPending}
            disabledReason={props.disabledReason}
            onClick={() => void onSubmit()}
          >
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        {props.children}
      </div>
    </Sheet>
  );
}
