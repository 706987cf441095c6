'use client';

import { Banner, Button, Sheet } from '@chitlaq/ui';
import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';

/** A dialog with a form: what is asked, its fields, the error of the request, and its buttons. Enter in a field sends it. */
export function FormSheet(props: {
  title: string;
  description?: string | undefined;
  submitLabel: string;
  isDanger?: boolean;
  /** Why it cannot be sent yet. */
  disabledReason?: string | undefined;
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
          <Button
            type="submit"
            form={formId}
            variant={props.isDanger ? 'danger' : 'primary'}
            pending={submission.isPending}
            disabledReason={props.disabledReason}
          >
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog may be opened from a form, which React would send as well.
          event.stopPropagation();
          if (props.disabledReason === undefined && !submission.isPending) void onSubmit();
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
