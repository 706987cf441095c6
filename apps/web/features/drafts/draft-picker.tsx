'use client';

import type { Schemas } from '@chitlaq/client';
import { compose } from '../feed/compose.ts';
import { useDraftActions } from './draft-actions.ts';
import { DraftList } from './draft-list.tsx';

/** One's drafts within the composer: a press goes on with one, there or in the composer that it belongs to. */
export function DraftPicker({ onPicked }: { onPicked: () => void }) {
  const { load } = useDraftActions();
  const pick = async (draft: Schemas['Draft']) => {
    const what = await load(draft);
    if (!what) return;
    if (what.replyTo || what.quoteOf) compose(what);
    else onPicked();
  };
  return (
    <div className="-mx-4">
      <DraftList onPick={(draft) => void pick(draft)} onWrite={onPicked} />
    </div>
  );
}
