import { z } from 'zod';
import type { Permission } from '../../../platform/http/viewer.ts';
import { requiredText } from '../../../platform/text.ts';
import { grantablePermissions, permissionNames } from '../permissions.ts';

const asEnum = (names: readonly Permission[]) => z.enum(names as [Permission, ...Permission[]]);

const name = (message: string) =>
  requiredText(60, message).refine((text) => !/[\r\n\t]/.test(text), 'Write it on one line.');

export const CustomRoleBody = z.strictObject({
  nameTr: name('Give the role a name.'),
  nameEn: name('Give the role a name.').optional().describe('Without it, the same as `nameTr`'),
  description: requiredText(500, 'Write something, or leave it out.')
    .optional()
    .describe('What the role is for'),
  permissions: z
    .array(
      asEnum(permissionNames).refine(
        (permission) => grantablePermissions.includes(permission),
        'Only owners may do this.',
      ),
    )
    .min(1, 'Choose a permission at least.')
    .max(grantablePermissions.length),
  allUniversities: z
    .boolean()
    .default(true)
    .describe(
      'False limits the permissions that support it to members of the university of who has the role; one at least must',
    ),
});
export type CustomRoleBody = z.infer<typeof CustomRoleBody>;

export const ChangedCustomRole = CustomRoleBody.extend({
  basedOn: z.int().min(1).describe('The `version` that was changed'),
});
export type ChangedCustomRole = z.infer<typeof ChangedCustomRole>;

export const CustomRole = z
  .object({
    id: z.uuid(),
    nameTr: z.string(),
    nameEn: z.string(),
    description: z.string(),
    permissions: z.array(z.string()),
    allUniversities: z.boolean(),
    version: z.int(),
    changedAt: z.iso.datetime(),
    holders: z.int().describe('How many members have it; `GET /admin/users?customRoleId=` lists them'),
  })
  .meta({ id: 'CustomRole' });
export type CustomRole = z.infer<typeof CustomRole>;

export const CustomRoles = z
  .object({
    items: z.array(CustomRole),
    nextCursor: z.null(),
    max: z.int().describe('How many there may be'),
    permissions: z
      .array(
        z.object({
          name: asEnum(permissionNames),
          builtIn: z
            .array(z.enum(['auditor', 'moderator', 'admin', 'owner']))
            .describe('The built-in roles that have it'),
          isGrantable: z.boolean().describe('False for what only owners may do'),
          isByUniversity: z.boolean().describe('Whether a role may limit it to a university'),
          needs: z
            .array(asEnum(permissionNames))
            .describe('A role that has it must have these as well: without them it opens no page'),
        }),
      )
      .describe('All permissions that there are'),
  })
  .meta({ id: 'CustomRoles' });
export type CustomRoles = z.infer<typeof CustomRoles>;
