/** Who may call a route. A route that names no caller makes the process fail at the start. */
export type Caller = 'anyone' | Role;
/** Each role may do what those before it may. An auditor reads acts of moderation without content and without names. */
export type Role = 'member' | 'auditor' | 'moderator' | 'admin' | 'owner';

/** An account that is not in use: suspended by staff, or deactivated because its owner leaves. A route serves neither unless it says so. */
export type Inactivity = 'suspended' | 'deactivated';

/** The member for whom an answer is made. Every query that answers a member is scoped to one. */
export interface Viewer {
  id: string;
  sessionId: string;
  universityId: string;
  /** Always includes `member`, highest role last; empty if the member is suspended. */
  roles: Role[];
  /** Their account is not in use: only routes whose `alsoFor` names this serve them. */
  inactivity?: Inactivity;
  /** All roles, if the member must first use a second factor in this session. */
  rolesWithoutSecondFactor?: Role[];
}

/** Where a request came from, for the audit log and rate limits. */
export interface Origin {
  ip: string;
  userAgent: string;
  requestId: string;
}

const rank: Record<Role, number> = { member: 0, auditor: 1, moderator: 2, admin: 3, owner: 4 };

/** Whether a viewer holds `role` or a higher one. */
export const hasRole = (viewer: Pick<Viewer, 'roles'>, role: Role): boolean =>
  viewer.roles.some((own) => rank[own] >= rank[role]);

/**
 * Resolves an access token to its viewer; throws Problem 401 if it is invalid. The auth module provides it.
 * @param options.forWrite  whether the request changes something
 * @param options.alsoFor  which inactive accounts get a viewer instead of 403 `account_suspended` or `account_deactivated`
 */
export type Identify = (
  token: string,
  options: { forWrite: boolean; alsoFor: readonly Inactivity[] },
) => Promise<Viewer>;
