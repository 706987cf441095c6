'use client';

import { Banner, Button, Sheet } from '@chitlaq/ui';
import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';

/** A sheet with a form of fields: Enter sends it, and each error stands beside its field. */
export function FormSheet(props: {
  title: string;
  description?: string | undefined;
  submitLabel: string;
  /** Between the two buttons. */
  otherAction?: ReactNode;
  submission: SubmitState;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { submission, onSubmit, onClose } = props;
  const tShell = useTranslations('shell');
  const formId = useId();
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={props.title}
      description={props.description}
      closeLabel={tShell('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {tShell('cancel')}
          </Button>
          {props.otherAction}
          <Button type="submit" form={formId} variant="primary" pending={submission.isPending}>
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
        className="grid grid-cols-1 gap-5"
        noValidate
      >
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        {props.children}
      </form>
    </Sheet>
  );
}
