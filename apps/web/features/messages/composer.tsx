'use client';

import { graphemeCount } from '@chitlaq/text';
import { IconButton, toast } from '@chitlaq/ui';
import { SendHorizontal } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslations } from 'use-intl';
import { useCaret } from '../../lib/use-caret.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { sendTyping } from '../realtime/live-state.ts';
import { useDraftSync } from './draft-sync.ts';
import { readDraft, saveDraft } from './drafts.ts';
import { useMentions } from './mentions.tsx';

const MAX_LENGTH = 4_000;
/** The counter shows from this length on. */
const COUNTER_FROM = 3_700;
/** `typing` is sent at most this often while the member types; it ends this long after the last key. */
const TYPING_INTERVAL_MS = 3_000;
const TYPING_TIMEOUT_MS = 5_000;

export interface ComposerHandle {
  focus: () => void;
}

/**
 * The field of a message. Grows with its text, stores the draft on this device, and sends with Enter on devices with
 * a keyboard.
 */
export function Composer({
  conversationId,
  isGroup,
  meId,
  handleRef,
  header,
  tools,
  hasFiles,
  isUploading,
  editing,
  onSend,
  onEditLast,
  onFiles,
}: {
  conversationId: string;
  /** In a group, members are offered as mentions. */
  isGroup: boolean;
  meId: string;
  handleRef: RefObject<ComposerHandle | null>;
  /** Shown above the field: the replied or edited message, chosen files. */
  header: ReactNode;
  /** Shown before the field. */
  tools: ReactNode;
  /** Files are chosen, so the text may be empty. */
  hasFiles: boolean;
  /** Files are still uploading, so the message cannot be sent yet. */
  isUploading: boolean;
  /** The message that is edited, if one is. */
  editing: { id: string; content: string } | undefined;
  onSend: (content: string) => void;
  /** Called on arrow up in an empty field. */
  onEditLast: () => void;
  onFiles: (files: File[]) => void;
}) {
  const t = useTranslations('messaging.composer');
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(meId, conversationId));
  const typing = useTyping(conversationId);
  const sync = useDraftSync(meId, conversationId, (found) => {
    if (!editing) setText(found);
  });
  useImperativeHandle(handleRef, () => ({ focus: () => field.current?.focus() }), []);

  // The draft comes back when the edit is saved or cancelled.
  const editId = editing?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the edited text belongs to the message's id
  useEffect(() => {
    setText(editing ? editing.content : readDraft(meId, conversationId));
    if (editing) field.current?.focus();
  }, [editId, meId, conversationId]);

  const change = (next: string) => {
    setText(next);
    if (editing) return;
    saveDraft(meId, conversationId, next);
    sync();
    typing(next.trim() !== '');
  };
  const caret = useCaret(field, change);
  const mentions = useMentions({ conversationId, isGroup, meId, field, text, caret });
  const length = text.length < COUNTER_FROM ? 0 : graphemeCount(text);
  const left = MAX_LENGTH - length;
  const isEmpty = text.trim() === '' && !hasFiles;
  const isWaitingForFiles = isUploading && !editing;
  const send = () => {
    if (isEmpty || left < 0) return;
    if (isWaitingForFiles) {
      toast({ message: t('waitForUploads') });
      return;
    }
    onSend(text);
    if (!editing) {
      setText('');
      saveDraft(meId, conversationId, '');
      sync(true);
      typing(false);
    }
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
    const hasKeyboard = window.matchMedia('(pointer: fine)').matches;
    if (event.key === 'Enter' && !event.shiftKey && (hasKeyboard || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'ArrowUp' && text === '' && !editing) {
      event.preventDefault();
      onEditLast();
    }
  };
  return (
    <div
      data-uncovered=""
      data-writing={text === '' ? undefined : ''}
      className="group/composer relative shrink-0 border-line border-t bg-paper px-2 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))]"
    >
      {mentions.list}
      {header}
      <div className="flex items-end gap-1 cramped:flex-wrap cramped:gap-0">
        {tools}
        <div className="my-1 min-w-0 flex-1 cramped:-order-1 cramped:basis-full rounded-card border border-edge bg-surface px-3 py-1.5 focus-within:outline-2 focus-within:outline-ink">
          <textarea
            dir="auto"
            ref={field}
            rows={1}
            value={text}
            aria-label={t('label')}
            placeholder={t('label')}
            aria-describedby={`${conversationId}-left`}
            enterKeyHint="enter"
            {...mentions.fieldProps}
            onChange={(event) => {
              caret.track(event);
              change(event.target.value);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              mentions.fieldProps.onBlur();
              typing(false);
            }}
            onPaste={(event) => {
              const files = [...event.clipboardData.files];
              if (files.length === 0) return;
              event.preventDefault();
              onFiles(files);
            }}
            className="field-sizing-content block max-h-40 min-h-6 w-full resize-none bg-transparent outline-none"
          />
        </div>
        <EmojiButton field={field} caret={caret} className="-ml-1" />
        <IconButton
          label={editing ? t('save') : t('send')}
          tone={isEmpty || isWaitingForFiles || left < 0 ? 'muted' : 'nar'}
          aria-disabled={isEmpty || isWaitingForFiles || left < 0 || undefined}
          onClick={send}
        >
          <SendHorizontal aria-hidden="true" />
        </IconButton>
      </div>
      <p
        id={`${conversationId}-left`}
        aria-live="polite"
        className={`px-3 pb-1 text-right text-sm empty:hidden ${left < 0 ? 'text-nar' : 'text-muted'}`}
      >
        {length === 0 ? '' : left < 0 ? t('tooLong', { count: -left }) : t('charactersLeft', { count: left })}
      </p>
    </div>
  );
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
