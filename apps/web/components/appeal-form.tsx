'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button, TextArea } from '@chitlaq/ui';
import { useState } from 'react';

export interface AppealTexts {
  open: string;
  label: string;
  help: string;
  send: string;
  /** Why nothing can be sent yet. */
  needed: string;
  cancel: string;
}

/** Appeals against a decision, once. */
export function AppealForm({
  texts,
  maxLength,
  onSend,
}: {
  texts: AppealTexts;
  maxLength: number;
  /** Throws the problem that the form shows. */
  onSend: (text: string) => Promise<unknown>;
}) {
  const problemText = useProblemText();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const send = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      await onSend(text);
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
          {texts.open}
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
        label={texts.label}
        help={texts.help}
        value={text}
        maxLength={maxLength}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          pending={isPending}
          disabledReason={text.trim() === '' ? texts.needed : undefined}
        >
          {texts.send}
        </Button>
        <Button variant="quiet" onClick={() => setIsOpen(false)}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
