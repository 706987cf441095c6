'use client';

import { POST_MAX, splitAtLimit } from '@chitlaq/text';
import type { KeyboardEventHandler, SyntheticEvent } from 'react';

/** The text field of a post. Grows with its text and marks what exceeds the limit. */
export function ComposerText(props: {
  content: string;
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
  return (
    <div className="grid">
      {/* Lies under the text with the same layout, so that its marks line up with the text. */}
      <div
        aria-hidden="true"
        dir="auto"
        className="user-text pointer-events-none col-start-1 row-start-1 min-h-16 whitespace-pre-wrap break-words py-1 text-lg text-transparent"
      >
        {within}
        {over ? <mark className="bg-nar-soft text-transparent">{over}</mark> : null}
        {/* A trailing empty line only has height if it has content. */}
        {'\u200B'}
      </div>
      <textarea
        dir="auto"
        value={props.content}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={props.onKeyDown}
        onPaste={(event) => handleFiles(event, event.clipboardData)}
        onDrop={(event) => handleFiles(event, event.dataTransfer)}
        // biome-ignore lint/a11y/noAutofocus: the sheet was opened to write
        autoFocus={props.autoFocus}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        className="col-start-1 row-start-1 min-h-16 resize-none overflow-hidden bg-transparent py-1 text-lg outline-none placeholder:text-muted"
      />
    </div>
  );
}
