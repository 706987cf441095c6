'use client';

import { IconButton, useMediaQuery, whenIdle } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Paperclip, SendHorizontal, Smile } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { latePart, useLatePart } from '../../lib/late-part.ts';
import type { ComposerControls } from './composer-parts.tsx';
import { readDraft, saveDraft } from './drafts.ts';
import { newPendingMessage, toQuote } from './new-pending-message.ts';
import { type ComposerTarget, type Conversation, MAX_MESSAGE_LENGTH, type Message } from './types.ts';
import { useDraftSync } from './use-draft-sync.ts';
import { addToOutbox } from './use-outbox.ts';
import { VoiceButton } from './voice-button.tsx';

const partsPart = latePart(() => import('./composer-parts.tsx'));

/** Whether Enter sends: on devices with a keyboard, elsewhere only with a modifier. */
const sendsMessage = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !event.shiftKey &&
  (window.matchMedia('(pointer: fine)').matches || event.ctrlKey || event.metaKey);

/**
 * The field of a message. Grows with its text, stores the draft on this device, and sends with Enter on devices with
 * a keyboard. All around the field loads later: on a wide screen at once, on a phone when it is used or the page is idle.
 * Until then buttons of the same size stand in, and a text can be sent.
 */
export function Composer({
  conversation,
  meId,
  target,
  onTarget,
  lastOwnMessage,
  onSent,
}: {
  conversation: Conversation;
  meId: string;
  target: ComposerTarget;
  onTarget: (target: ComposerTarget) => void;
  /** The viewer's last message, which arrow up edits. */
  lastOwnMessage: Message | undefined;
  onSent: () => void;
}) {
  const t = useTranslations('messaging.composer');
  const queries = useQueryClient();
  const { id } = conversation;
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const controls = useRef<ComposerControls>(null);
  const [text, setText] = useState(() => readDraft(meId, id));
  const editing = target?.kind === 'edit' ? target.message : undefined;
  const sync = useDraftSync(meId, id, (found) => {
    if (!editing) setText(found);
  });

  const isWide = useMediaQuery('(min-width: 43.75rem)');
  const [isUsed, setIsUsed] = useState(false);
  const markUsed = () => setIsUsed(true);
  // Without rendering them yet: a button that is replaced under a finger gets no click.
  const preload = () => void partsPart.load();
  useEffect(() => whenIdle(() => setIsUsed(true)), []);
  const parts = useLatePart(partsPart, isWide || isUsed || target !== undefined);
  const isComplete = parts !== undefined && frame !== null;
  /** What was pressed or focused on the buttons that stand in: the loaded ones take it over. */
  const early = useRef<EarlyUse>({});
  useLayoutEffect(() => {
    if (!isComplete) return;
    const { focused, pressed, files, isSent } = early.current;
    early.current = {};
    const button = (label: string) =>
      frame.querySelector<HTMLElement>(`button[aria-label="${CSS.escape(label)}"]`);
    if (focused) button(focused)?.focus();
    if (pressed) button(pressed)?.click();
    if (files) controls.current?.onFiles(files);
    if (isSent) controls.current?.send();
  }, [isComplete, frame]);

  const isDesktop = typeof window !== 'undefined' && window.matchMedia('(min-width: 68.75rem)').matches;
  useEffect(() => {
    if (isDesktop) field.current?.focus();
  }, [isDesktop]);
  useEffect(() => {
    if (target?.kind === 'reply') field.current?.focus();
  }, [target]);
  // The draft comes back when the edit is saved or cancelled.
  const editId = editing?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the edited text belongs to the message's id
  useEffect(() => {
    setText(editing ? editing.content : readDraft(meId, id));
    if (editing) field.current?.focus();
  }, [editId, meId, id]);

  const change = (next: string) => {
    setText(next);
    if (editing) return;
    saveDraft(meId, id, next);
    sync();
    controls.current?.onTyped(next);
  };
  const clear = () => {
    setText('');
    saveDraft(meId, id, '');
    sync(true);
  };
  const isEmpty = text.trim() === '';
  const send = () => {
    if (controls.current) return controls.current.send();
    if (isEmpty) return;
    // A reply, an edit or too long a text waits for the parts.
    if (target || text.length > MAX_MESSAGE_LENGTH) {
      early.current.isSent = true;
      return markUsed();
    }
    addToOutbox(meId, queries, newPendingMessage(meId, id, { content: text }));
    clear();
    onSent();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || controls.current?.onKeyDown(event)) return;
    if (!sendsMessage(event)) return;
    event.preventDefault();
    send();
  };
  const standIn = (Icon: typeof Smile, label: string, className?: string) => (
    <IconButton
      label={label}
      tone="muted"
      className={className}
      onPointerEnter={preload}
      onFocus={preload}
      // A long press of a touch screen is a press as well.
      onContextMenu={(event) => {
        event.preventDefault();
        early.current.pressed = label;
        markUsed();
      }}
      onClick={() => {
        early.current.pressed = label;
        markUsed();
      }}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  );
  const tAll = useTranslations();
  return (
    <div
      ref={setFrame}
      data-uncovered=""
      data-writing={text === '' ? undefined : ''}
      className="group/composer relative shrink-0 border-line border-t bg-paper px-2 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))]"
    >
      <div data-part="header" className="contents" />
      <div className="flex items-end gap-1 cramped:flex-wrap cramped:gap-0">
        <div data-part="tools" className="contents">
          {isComplete || conversation.awaitsAcceptance ? null : (
            <StandIns early={early.current}>
              {standIn(Paperclip, tAll('messaging.files.add'), '-mr-1')}
            </StandIns>
          )}
        </div>
        {/* Complete from the start: a press that is held must reach one button. */}
        {editing || conversation.awaitsAcceptance ? null : (
          <VoiceButton
            onVoice={(media) => {
              const replyTo = target ? toQuote(target.message) : null;
              addToOutbox(
                meId,
                queries,
                // Version 0: the draft stays in the field.
                newPendingMessage(meId, id, { type: 'audio', draftVersion: 0, media: [media], replyTo }),
              );
              onSent();
            }}
          />
        )}
        <div className="my-1 min-w-0 flex-1 cramped:-order-1 cramped:basis-full rounded-card border border-edge bg-surface px-3 py-1.5 focus-within:outline-2 focus-within:outline-ink">
          <textarea
            dir="auto"
            ref={field}
            rows={1}
            value={text}
            aria-label={t('label')}
            placeholder={t('label')}
            aria-describedby={`${id}-left`}
            enterKeyHint="enter"
            onChange={(event) => {
              controls.current?.onSelect(event);
              change(event.target.value);
            }}
            onPointerEnter={preload}
            onKeyDown={onKeyDown}
            onSelect={(event) => controls.current?.onSelect(event)}
            onFocus={() => {
              markUsed();
              controls.current?.onFocus();
            }}
            onBlur={() => controls.current?.onBlur()}
            onPaste={(event) => {
              const files = [...event.clipboardData.files];
              if (files.length === 0) return;
              event.preventDefault();
              if (controls.current) controls.current.onFiles(files);
              else {
                early.current.files = files;
                markUsed();
              }
            }}
            className="field-sizing-content block max-h-40 min-h-6 w-full resize-none bg-transparent outline-none"
          />
        </div>
        <div data-part="send" className="contents">
          {isComplete ? null : (
            <StandIns early={early.current}>
              {standIn(Smile, tAll('emoji.open'), '-ml-1')}
              <IconButton
                label={t('send')}
                tone={isEmpty ? 'muted' : 'nar'}
                aria-disabled={isEmpty || undefined}
                onClick={send}
              >
                <SendHorizontal aria-hidden="true" />
              </IconButton>
            </StandIns>
          )}
        </div>
      </div>
      <div data-part="counter" className="contents" />
      {isComplete ? (
        <parts.ComposerParts
          controls={controls}
          conversation={conversation}
          meId={meId}
          frame={frame}
          field={field}
          text={text}
          onText={change}
          onCleared={clear}
          target={target}
          onTarget={onTarget}
          lastOwnMessage={lastOwnMessage}
          onSent={onSent}
        />
      ) : null}
    </div>
  );
}

interface EarlyUse {
  /** The label of the focused button. */
  focused?: string | undefined;
  /** The label of the pressed button. */
  pressed?: string | undefined;
  /** Files that were pasted. */
  files?: File[];
  /** The text waits to be sent. */
  isSent?: boolean;
}

/** Buttons that stand in for those that have not loaded. Notes which of them has the focus when they go. */
function StandIns({ early, children }: { early: EarlyUse; children: React.ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    return () => {
      const { activeElement } = document;
      if (element?.contains(activeElement))
        early.focused = activeElement?.getAttribute('aria-label') ?? undefined;
    };
  }, [early]);
  return (
    <div ref={frame} className="contents">
      {children}
    </div>
  );
}
