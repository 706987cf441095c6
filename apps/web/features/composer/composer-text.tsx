'use client';

import { POST_MAX, splitAtLimit } from '@chitlaq/text';
import type { KeyboardEventHandler, RefObject, SyntheticEvent } from 'react';
import type { Caret } from '../../lib/use-caret.ts';
import { UnknownMentions } from '../completion/unknown-mentions.tsx';
import type { MemberOption } from '../completion/use-completion.tsx';
import { usePostCompletion } from '../completion/use-post-completion.ts';

/** The text field of a post. Grows with its text, marks what exceeds the limit, completes mentions and hashtags. */
export function ComposerText(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  caret: Caret;
  content: string;
  /** The members of the thread. */
  people: () => readonly MemberOption[];
  /** One line high on a phone. */
  isCompact: boolean;
  onChange: (content: string) => void;
  onKeyDown: KeyboardEventHandler;
  /** Called with pasted or dropped files. */
  onFiles: (files: File[]) => void;
  autoFocus: boolean;
  label: string;
  placeholder: string;
  describedBy: string;
}) {
  // Pasted text is handled by the browser; files are attached to the post.
  const handleFiles = (event: SyntheticEvent, { files }: DataTransfer) => {
    if (files.length === 0) return;
    event.preventDefault();
    props.onFiles([...files]);
  };
  const { within, over } = splitAtLimit(props.content, POST_MAX);
  const { field, caret, content, people } = props;
  const completion = usePostCompletion({ field, text: content, caret, people });
  const minHeight = props.isCompact ? 'min-h-9 tablet:min-h-16' : 'min-h-16';
  return (
    <>
      <div className="-mx-2 grid grid-cols-[minmax(0,1fr)] rounded-control px-2 focus-within:outline-2 focus-within:outline-ink">
        {/* Lies under the text with the same layout, so that its marks line up with the text. */}
        <div
          aria-hidden="true"
          dir="auto"
          className={`user-text pointer-events-none col-start-1 row-start-1 whitespace-pre-wrap break-words py-1 text-lg text-transparent ${minHeight}`}
        >
          {within}
          {over ? <mark className="bg-nar-soft text-transparent">{over}</mark> : null}
          {/* A trailing empty line only has height if it has content. */}
          {'\u200B'}
        </div>
        <textarea
          dir="auto"
          ref={field}
          rows={1}
          value={content}
          onChange={(event) => {
            caret.track(event);
            props.onChange(event.target.value);
          }}
          {...completion.fieldProps}
          onKeyDown={(event) => {
            if (!completion.onKeyDown(event)) props.onKeyDown(event);
          }}
          onPaste={(event) => handleFiles(event, event.clipboardData)}
          onDrop={(event) => handleFiles(event, event.dataTransfer)}
          // biome-ignore lint/a11y/noAutofocus: the sheet was opened to write
          autoFocus={props.autoFocus}
          aria-label={props.label}
          aria-describedby={props.describedBy}
          placeholder={props.placeholder}
          className={`col-start-1 row-start-1 resize-none overflow-hidden bg-transparent py-1 text-lg outline-none placeholder:text-muted ${minHeight}`}
        />
      </div>
      {completion.list}
      <UnknownMentions text={content} target={completion.target} />
    </>
  );
}
