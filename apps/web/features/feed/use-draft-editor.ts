'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { emptyContent } from './draft-content.ts';
import {
  type DraftEditor,
  type DraftEditorOptions,
  type DraftEditorState,
  draftEditorFor,
} from './draft-editor.ts';

const emptyState: DraftEditorState = { draftContent: emptyContent(), saveState: 'nothing' };

/** One's text about a subject: what stands there, and what can be done with it. Saved when what shows it goes. */
export function useDraftEditor(options: DraftEditorOptions): [DraftEditorState, DraftEditor] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject tells one text from another
  const draftEditor = useMemo(() => draftEditorFor(options), [options.memberId, options.subject]);
  useEffect(() => () => void draftEditor.save(), [draftEditor]);
  return [useSyncExternalStore(draftEditor.subscribe, draftEditor.state, () => emptyState), draftEditor];
}
