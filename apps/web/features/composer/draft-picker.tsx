'use client';

import type { Schemas } from '@chitlaq/client';
import { compose } from './compose.ts';
import { useDraftActions } from './draft-actions.ts';
import { DraftList } from './draft-list.tsx';

/** The drafts inside the composer sheet. A press opens one in the matching composer. */
export function DraftPicker({ onPicked }: { onPicked: () => void }) {
  const { load } = useDraftActions();
  const pick = async (draft: Schemas['Draft']) => {
    const composeOptions = await load(draft);
    if (!composeOptions) return;
    if (composeOptions.replyTo || composeOptions.quoteOf) compose(composeOptions);
    else onPicked();
  };
  return (
    <div className="-mx-4">
      <DraftList onPick={(draft) => void pick(draft)} onWrite={onPicked} />
    </div>
  );
}
