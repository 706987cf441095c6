import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { acceptRequest, block, follow, mute } from './service.ts';

interface Person {
  id: string;
  universityId: string;
  sessionId: string;
}
export const asViewer = (person: Person): Viewer => ({ ...person, roles: ['member'] });

/** Makes the first follow the second; a private account accepts. */
export async function makeFollow(t: { ctx: Context }, follower: Person, followee: Person): Promise<void> {
  const { requested } = await follow(t.ctx, asViewer(follower), followee.id);
  if (requested) await acceptRequest(t.ctx, asViewer(followee), follower.id);
}

export const makeBlock = (t: { ctx: Context }, blocker: Person, blocked: Person): Promise<void> =>
  block(t.ctx, asViewer(blocker), blocked.id);
export const makeMute = (t: { ctx: Context }, muter: Person, muted: Person): Promise<void> =>
  mute(t.ctx, asViewer(muter), muted.id);
