/** What a route asks of its caller. A route that names no caller stops the start. */
export type Caller = 'anyone' | 'member' | 'moderator' | 'admin' | 'owner';
export type Role = 'member' | 'moderator' | 'admin' | 'owner';

/** Who looks: every query that answers a person is scoped to one. */
export interface Viewer {
  id: string;
  sessionId: string;
  universityId: string;
  /** Always with `member`, highest last. */
  roles: Role[];
  /** All roles of a member who must show a second factor in this session before they count. */
  rolesWithoutSecondFactor?: Role[];
}

/** Where a request came from, for the audit log and for limits. */
export interface Origin {
  ip: string;
  userAgent: string;
  requestId: string;
}

const rank: Record<Role, number> = { member: 0, moderator: 1, admin: 2, owner: 3 };

/** Whether a viewer holds `role` or a higher one. */
export const hasRole = (viewer: Pick<Viewer, 'roles'>, role: Role): boolean =>
  viewer.roles.some((own) => rank[own] >= rank[role]);

/**
 * Turns an access token into its viewer; throws Problem 401 when it is not good. The auth module provides it.
 * @param options.forWrite  whether the request changes something
 */
export type Identify = (token: string, options: { forWrite: boolean }) => Promise<Viewer>;
