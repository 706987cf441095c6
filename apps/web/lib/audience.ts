import type { Schemas } from '@chitlaq/client';

type Post = Schemas['Post'];

/** Who may read a post. Posts stored on the device by an older build have no audience. */
export const audienceKind = ({
  audience,
  visibility,
}: Pick<Post, 'visibility'> & { audience?: Post['audience'] }): Post['audience']['kind'] =>
  audience?.kind ?? visibility;
