/** Who may call a route that is not for staff. A route that names neither a caller nor a permission makes the process fail at the start. */
export type Caller = 'anyone' | 'member';
/** Roles of the campus. Each may do what those before it may. An auditor reads acts of moderation without content and without names. */
export type Role = 'member' | 'auditor' | 'moderator' | 'admin' | 'owner';

/** The permissions of staff, which `auth/permissions.ts` lists. */
// biome-ignore lint/suspicious/noEmptyInterface: auth adds them, so that routes of every module name existing ones
export interface PermissionNames {}
export type Permission = PermissionNames[keyof PermissionNames];

/**
 * An account that is not in use: suspended by staff, deactivated because its owner leaves, or waiting for staff to let it in. A route serves
 * none of them unless it says so.
 */
export type Inactivity = 'suspended' | 'deactivated' | 'waiting';

/** The member for whom an answer is made. Every query that answers a member is scoped to one. */
export interface Viewer {
  id: string;
  sessionId: string;
  universityId: string;
  /** Always includes `member`, highest role last; empty if the member is suspended. */
  roles: Role[];
  /** What they may do as staff in this session; nothing without it. */
  permissions?: ReadonlySet<Permission>;
  /** Their account is not in use: only routes whose `alsoFor` names this serve them. */
  inactivity?: Inactivity;
  /** What they may do as staff once they have used a second factor in this session. */
  permissionsWithSecondFactor?: ReadonlySet<Permission>;
  /** Their roles, if this session has not used the second factor that staff need; `roles` is `member` then. */
  rolesWithSecondFactor?: Role[];
}

/** Where a request came from, for the audit log and rate limits. */
export interface Origin {
  ip: string;
  userAgent: string;
  requestId: string;
}

const rank: Record<Role, number> = { member: 0, auditor: 1, moderator: 2, admin: 3, owner: 4 };

/** Whether a viewer may do as staff what a permission allows. */
export const hasPermission = (viewer: Pick<Viewer, 'permissions'>, permission: Permission): boolean =>
  viewer.permissions?.has(permission) ?? false;

/** For rank alone, as in who may change whom: whether somebody holds `role` or a higher one. What they may do, permissions say. */
export const hasRole = (viewer: Pick<Viewer, 'roles'>, role: Role): boolean =>
  viewer.roles.some((own) => rank[own] >= rank[role]);

/**
 * Resolves an access token to its viewer; throws Problem 401 if it is invalid. The auth module provides it.
 * @param options.forWrite  whether the request changes something
 * @param options.alsoFor  which inactive accounts get a viewer instead of 403 `account_suspended`, `account_deactivated` or
 *   `account_waiting`
 */
export type Identify = (
  token: string,
  options: { forWrite: boolean; alsoFor: readonly Inactivity[] },
) => Promise<Viewer>;
