import type { Role } from '../../platform/http/viewer.ts';

type Staff = Exclude<Role, 'member'>;

/**
 * What staff roles may do, for the apps to show; the server decides by role. Each permission lists its API operations, and every
 * staff operation belongs to one: `permissions.test.ts` compares them with the routes.
 */
export const permissions: Record<string, { role: Staff; operations: readonly string[] }> = {
  'moderation_log.read': { role: 'auditor', operations: ['GET /admin/moderation/log'] },
  'reports.read': {
    role: 'moderator',
    operations: [
      'GET /admin/reports',
      'GET /admin/reports/{id}',
      'POST /admin/reports/{id}/open',
      'GET /admin/reports/{id}/context',
      'POST /admin/reports/{id}/notes',
      'GET /admin/users',
      'GET /admin/users/{id}',
      'GET /admin/appeals',
    ],
  },
  'reports.resolve': {
    role: 'moderator',
    operations: [
      'PATCH /admin/reports/{id}',
      'PUT /admin/reports/{id}/claim',
      'DELETE /admin/reports/{id}/claim',
      'PATCH /admin/appeals/{id}',
      'POST /admin/users/{id}/warn',
      'POST /admin/users/{id}/mute',
      'POST /admin/users/{id}/limit-reach',
      'DELETE /admin/users/{id}/mute',
      'DELETE /admin/users/{id}/limit-reach',
    ],
  },
  'rules.read': {
    role: 'moderator',
    operations: [
      'GET /admin/moderation/rules',
      'GET /admin/automatic-rules',
      'GET /admin/automatic-rules/{id}',
      'GET /admin/automatic-rules/{id}/rehearsal',
    ],
  },
  'hashtags.hide': {
    role: 'moderator',
    operations: [
      'GET /admin/hashtags/hidden',
      'PUT /admin/hashtags/{tag}/hidden',
      'DELETE /admin/hashtags/{tag}/hidden',
    ],
  },
  'overview.read': {
    role: 'admin',
    operations: [
      'GET /admin/overview',
      'GET /admin/statistics/content',
      'GET /admin/media',
      'GET /admin/system/charts',
      'GET /admin/system/capacity',
    ],
  },
  'members.suspend': {
    role: 'admin',
    operations: [
      'PUT /admin/users/{id}/suspend',
      'PUT /admin/users/{id}/restore',
      'GET /admin/appeals/figures',
      'GET /admin/users/{id}/sessions',
      'DELETE /admin/users/{id}/sessions',
    ],
  },
  'universities.write': {
    role: 'admin',
    operations: [
      'GET /admin/universities',
      'GET /admin/universities/{id}',
      'POST /admin/universities/preview-address',
      'PATCH /admin/universities/{id}',
      'POST /admin/universities/{id}/rules',
      'PATCH /admin/universities/{id}/rules/{ruleId}',
      'DELETE /admin/universities/{id}/rules/{ruleId}',
    ],
  },
  'legal.write': {
    role: 'admin',
    operations: [
      'GET /admin/legal/texts',
      'GET /admin/legal/texts/{document}',
      'POST /admin/legal/texts/{document}',
      'PUT /admin/legal/blanks/{name}',
    ],
  },
  'jobs.write': {
    role: 'admin',
    operations: ['GET /admin/jobs', 'POST /admin/jobs/{id}/retry', 'DELETE /admin/jobs/{id}'],
  },
  'rules.write': {
    role: 'admin',
    operations: [
      'PUT /admin/moderation/rules',
      'POST /admin/automatic-rules',
      'PUT /admin/automatic-rules/{id}',
      'POST /admin/automatic-rules/{id}/rehearsal',
      'PUT /admin/automatic-rules/{id}/on',
      'DELETE /admin/automatic-rules/{id}/on',
    ],
  },
  'audit.read': { role: 'admin', operations: ['GET /admin/audit-log'] },
  'roles.write': { role: 'owner', operations: ['PUT /admin/users/{id}/roles'] },
};

const order: readonly Role[] = ['member', 'auditor', 'moderator', 'admin', 'owner'];

/** Every permission of the highest of these roles. */
export function permissionsOf(roles: readonly Role[]): string[] {
  const highest = Math.max(...roles.map((role) => order.indexOf(role)));
  return Object.entries(permissions)
    .filter(([, { role }]) => order.indexOf(role) <= highest)
    .map(([name]) => name);
}
