'use client';

import { BOARD_COLOURS, type BoardName, boardName } from '@chitlaq/text/board-names';
import { PatternMark } from '@chitlaq/ui';
import { useLocale } from 'use-intl';

/** Whom a thread calls the author of a post. */
export function AuthorName({ name }: { name: BoardName }) {
  const colour = BOARD_COLOURS[name.colour];
  return (
    <span className="inline-flex items-center gap-2">
      <PatternMark
        hue={colour?.hue ?? 60}
        pale={colour?.isPale}
        seed={name.animal * 97 + (name.number ?? 1)}
        size={24}
      />
      <span className="font-medium">{boardName(name, useLocale())}</span>
    </span>
  );
}
