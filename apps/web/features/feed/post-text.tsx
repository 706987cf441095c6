'use client';

import type { Schemas } from '@chitlaq/client';
import type { ReactNode } from 'react';
import { paths } from '../../lib/paths.ts';
import { NearLink } from '../frame/near-link.tsx';
import { type Match, marked } from './marked.tsx';

/** A post's text with its mentions and links live, and what was searched for marked. Offsets count code points, so an emoji shifts nothing. */
export function PostText({
  content,
  entities,
  matches = [],
}: {
  content: string;
  entities: Schemas['Entity'][];
  matches?: readonly Match[] | undefined;
}) {
  const points = [...content];
  const parts: ReactNode[] = [];
  let at = 0;
  for (const entity of entities) {
    if (entity.start > at) parts.push(...marked(points, at, entity.start, matches));
    parts.push(
      <EntityPart key={entity.start} entity={entity}>
        {entity.type === 'link'
          ? points
              .slice(entity.start, entity.end)
              .join('')
              .replace(/^https?:\/\/(www\.)?/, '')
          : marked(points, entity.start, entity.end, matches)}
      </EntityPart>,
    );
    at = entity.end;
  }
  parts.push(...marked(points, at, points.length, matches));
  return <p className="whitespace-pre-wrap break-words">{parts}</p>;
}

function EntityPart({ entity, children }: { entity: Schemas['Entity']; children: ReactNode }) {
  if (entity.type === 'mention')
    return (
      <NearLink className="link" href={paths.member(entity.username)}>
        {children}
      </NearLink>
    );
  if (entity.type === 'hashtag')
    return (
      <NearLink className="link" href={paths.hashtag(entity.tag)}>
        {children}
      </NearLink>
    );
  return (
    <a className="link break-all" href={entity.url} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  );
}
