'use client';

import type { Schemas } from '@chitlaq/client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { paths } from '../../lib/paths.ts';

/** A post's text with its mentions and links live. Offsets count code points, so an emoji shifts nothing. */
export function PostText({ content, entities }: { content: string; entities: Schemas['Entity'][] }) {
  const points = [...content];
  const parts: ReactNode[] = [];
  let at = 0;
  for (const entity of entities) {
    if (entity.start > at) parts.push(points.slice(at, entity.start).join(''));
    parts.push(
      <EntityPart
        key={entity.start}
        entity={entity}
        text={points.slice(entity.start, entity.end).join('')}
      />,
    );
    at = entity.end;
  }
  parts.push(points.slice(at).join(''));
  return <p className="whitespace-pre-wrap break-words">{parts}</p>;
}

function EntityPart({ entity, text }: { entity: Schemas['Entity']; text: string }) {
  if (entity.type === 'mention')
    return (
      <Link className="link" href={paths.member(entity.username)}>
        {text}
      </Link>
    );
  if (entity.type === 'hashtag')
    return (
      <Link className="link" href={paths.hashtag(entity.tag)}>
        {text}
      </Link>
    );
  return (
    <a className="link break-all" href={entity.url} target="_blank" rel="noopener noreferrer nofollow ugc">
      {text.replace(/^https?:\/\/(www\.)?/, '')}
    </a>
  );
}
