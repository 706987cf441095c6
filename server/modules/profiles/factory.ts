import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { changeProfile } from './service.ts';

interface Person {
  id: string;
  universityId: string;
  sessionId: string;
}
const asViewer = (person: Person): Viewer => ({ ...person, roles: ['member'] });

export async function makePrivate(t: { ctx: Context }, person: Person): Promise<void> {
  await changeProfile(t.ctx, asViewer(person), { isPrivate: true });
}

/** Makes an account public. Pending requesters follow once the jobs have run. */
export async function makePublic(t: { ctx: Context }, person: Person): Promise<void> {
  await changeProfile(t.ctx, asViewer(person), { isPrivate: false });
}
