import type { Schemas } from '@chitlaq/client';

type Post = Schemas['Post'];

/** Who may read a post. One that an older build has kept on the device says nothing of its audience. */
export const audienceKind = ({
  audience,
  visibility,
}: Pick<Post, 'visibility'> & { audience?: Post['audience'] }): Post['audience']['kind'] =>
  audience?.kind ?? visibility;
