'use client';

import { useProblemText } from '@chitlaq/react';
import { graphemeCount, isolate } from '@chitlaq/text';
import { IconButton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { SendHorizontal } from 'lucide-react';
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  type SyntheticEvent,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { useCaret } from '../../lib/use-caret.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { sendTyping } from '../realtime/live-state.ts';
import { changesPart } from './changes-part.ts';
import { FileTools, useChosenFiles } from './chosen-files.tsx';
import { ComposerTargetBar } from './composer-target-bar.tsx';
import { useMentions } from './mentions.tsx';
import { newPendingMessage, toQuote } from './new-pending-message.ts';
import { isEditable } from './thread-state.ts';
import { type ComposerTarget, type Conversation, MAX_MESSAGE_LENGTH, type Message } from './types.ts';
import { addToOutbox } from './use-outbox.ts';

// Lazy: few messages carry files.
const ChosenFiles = lazy(async () => ({
  default: (await loadWithRetry(() => import('./chosen-files-list.tsx'))).ChosenFiles,
}));

/** The counter shows from this length on. */
const COUNTER_FROM = 3_700;
/** `typing` is sent at most this often while the member types; it ends this long after the last key. */
const TYPING_INTERVAL_MS = 3_000;
const TYPING_TIMEOUT_MS = 5_000;

/** What the field hands on. */
export interface ComposerControls {
  send: () => void;
  /** @returns whether it has handled the key */
  onKeyDown: (event: KeyboardEvent) => boolean;
  onTyped: (text: string) => void;
  onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  onFocus: () => void;
  onBlur: () => void;
  onFiles: (files: File[]) => void;
}

/** What the composer has around its field: files, mentions, emoji, the replied or edited message. */
export function ComposerParts({
  controls,
  conversation,
  meId,
  frame,
  field,
  text,
  onText,
  onCleared,
  target,
  onTarget,
  lastOwnMessage,
  onSent,
}: {
  controls: RefObject<ComposerControls | null>;
  conversation: Conversation;
  meId: string;
  /** The element of the composer, with a place for each part. */
  frame: HTMLElement;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  /** The text was sent. */
  onCleared: () => void;
  target: ComposerTarget;
  onTarget: (target: ComposerTarget) => void;
  lastOwnMessage: Message | undefined;
  onSent: () => void;
}) {
  const t = useTranslations('messaging');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { id, awaitsAcceptance } = conversation;
  const [other] = conversation.participants;
  const files = useChosenFiles();
  const typing = useTyping(id);
  const caret = useCaret(field, onText);
  const isGroup = conversation.type === 'group';
  const mentions = useMentions({ conversationId: id, isGroup, meId, field, text, caret });
  useAttributes(field, mentions.fieldProps);

  const editing = target?.kind === 'edit' ? target.message : undefined;
  const replyTo = target?.kind === 'reply' ? toQuote(target.message) : null;
  const length = text.length < COUNTER_FROM ? 0 : graphemeCount(text);
  const left = MAX_MESSAGE_LENGTH - length;
  const isEmpty = text.trim() === '' && !files.areReady;
  const isWaitingForFiles = files.areUploading && !editing;
  const edit = async (message: Message) => {
    const { editMessage } = await changesPart.load();
    const showError = (error: unknown) => toast({ message: problemText(error), tone: 'danger' });
    await editMessage({ queries, meId, showError }, message, text);
  };
  const sendNew = () => {
    const media = files.takeMedia();
    const groups = media.length === 0 ? [[]] : files.groupByMessage(media);
    for (const [index, group] of groups.entries()) {
      const isFirst = index === 0;
      addToOutbox(
        meId,
        queries,
        newPendingMessage(meId, id, {
          type: group[0]?.kind ?? 'text',
          content: isFirst ? text : '',
          media: group,
          replyTo: isFirst ? replyTo : null,
        }),
      );
    }
    onCleared();
    onSent();
    typing(false);
  };
  const send = () => {
    if (isEmpty || left < 0) return;
    if (isWaitingForFiles) {
      toast({ message: t('composer.waitForUploads') });
      return;
    }
    if (editing) {
      onTarget(undefined);
      if (text !== editing.content) void edit(editing);
    } else sendNew();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (mentions.onKeyDown(event)) return true;
    if (event.key !== 'ArrowUp' || text !== '' || editing) return false;
    event.preventDefault();
    if (lastOwnMessage && isEditable(lastOwnMessage)) onTarget({ kind: 'edit', message: lastOwnMessage });
    return true;
  };
  const { onSelect, onFocus, onBlur } = mentions.fieldProps;
  useImperativeHandle(controls, () => ({
    send,
    onKeyDown,
    onTyped: (typed) => typing(typed.trim() !== ''),
    onSelect,
    onFocus,
    onBlur: () => {
      onBlur();
      typing(false);
    },
    onFiles: files.add,
  }));
  // The field may have been in use before this has loaded.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    const element = field.current;
    if (!element || document.activeElement !== element) return;
    onFocus();
    caret.track({ currentTarget: element } as SyntheticEvent<HTMLTextAreaElement>);
    if (text !== '' && !editing) typing(true);
  }, []);

  const isInert = isEmpty || isWaitingForFiles || left < 0;
  return (
    <>
      <Place frame={frame} part="header">
        {mentions.list}
        {target ? (
          <ComposerTargetBar target={target} meId={meId} onClose={() => onTarget(undefined)} />
        ) : null}
        {awaitsAcceptance && other ? (
          <p className="px-3 text-muted text-sm">{t('request.sent', { name: isolate(other.displayName) })}</p>
        ) : null}
        {files.files.length > 0 ? (
          <Suspense fallback={null}>
            <ChosenFiles files={files} />
          </Suspense>
        ) : null}
      </Place>
      <Place frame={frame} part="tools">
        {editing || awaitsAcceptance ? null : <FileTools files={files} />}
      </Place>
      <Place frame={frame} part="send">
        <EmojiButton field={field} caret={caret} className="-ml-1" />
        <IconButton
          label={editing ? t('composer.save') : t('composer.send')}
          tone={isInert ? 'muted' : 'nar'}
          aria-disabled={isInert || undefined}
          onClick={send}
        >
          <SendHorizontal aria-hidden="true" />
        </IconButton>
      </Place>
      <Place frame={frame} part="counter">
        <p
          id={`${id}-left`}
          aria-live="polite"
          className={`px-3 pb-1 text-right text-sm empty:hidden ${left < 0 ? 'text-nar' : 'text-muted'}`}
        >
          {length === 0
            ? ''
            : left < 0
              ? t('composer.tooLong', { count: -left })
              : t('composer.charactersLeft', { count: left })}
        </p>
      </Place>
    </>
  );
}

/** Renders into one of the frame's places. */
function Place({ frame, part, children }: { frame: HTMLElement; part: string; children: ReactNode }) {
  const place = frame.querySelector(`[data-part=${part}]`);
  return place ? createPortal(children, place) : null;
}

/** Keeps the field's ARIA attributes as given: the field itself is rendered without them. */
function useAttributes(field: RefObject<HTMLTextAreaElement | null>, props: Record<string, unknown>): void {
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(props)) {
      if (!name.startsWith('aria-')) continue;
      if (value === undefined) field.current?.removeAttribute(name);
      else field.current?.setAttribute(name, String(value));
    }
  });
}

/** Tells the other participants that the member types: repeated at an interval, and once when it ends. */
function useTyping(conversationId: string) {
  const last = useRef(0);
  const end = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => {
    clearTimeout(end.current);
    if (last.current === 0) return;
    last.current = 0;
    sendTyping(conversationId, false);
  };
  const stopLatest = useRef(stop);
  stopLatest.current = stop;
  useEffect(() => () => stopLatest.current(), []);
  return (isActive: boolean) => {
    if (!isActive) return stop();
    clearTimeout(end.current);
    end.current = setTimeout(stop, TYPING_TIMEOUT_MS);
    if (last.current !== 0 && performance.now() - last.current < TYPING_INTERVAL_MS) return;
    last.current = performance.now();
    sendTyping(conversationId, true);
  };
}
