'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { emptyContent } from './draft-content.ts';
import {
  type DraftEditor,
  type DraftEditorOptions,
  type DraftEditorState,
  draftEditorFor,
} from './draft-editor.ts';

const emptyState: DraftEditorState = { draftContent: emptyContent(), saveState: 'idle' };

/** The draft editor of a subject and its state. Saves when the component unmounts. */
export function useDraftEditor(options: DraftEditorOptions): [DraftEditorState, DraftEditor] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: an editor is identified by its member and subject
  const draftEditor = useMemo(() => draftEditorFor(options), [options.memberId, options.subject]);
  useEffect(() => () => void draftEditor.save(), [draftEditor]);
  return [useSyncExternalStore(draftEditor.subscribe, draftEditor.state, () => emptyState), draftEditor];
}
