import { Problem } from '../../../platform/problem.ts';

export const roleNotFound = () => new Problem(404, 'role_not_found', 'This role doesn’t exist.');
export const unknownCustomRole = () =>
  new Problem(422, 'unknown_custom_role', 'One of these roles doesn’t exist any more. Read the list again.', {
    errors: [{ path: 'customRoles', message: 'One of these roles doesn’t exist any more.' }],
  });
export const roleNameTaken = (path: 'nameTr' | 'nameEn') =>
  new Problem(409, 'role_name_taken', 'Another role has this name.', {
    errors: [{ path, message: 'Another role has this name.' }],
  });
export const roleChanged = () =>
  new Problem(409, 'role_changed', 'Someone else has changed this role. Read it again.');
export const tooManyRoles = (max: number) =>
  new Problem(422, 'too_many_roles', `There can be ${max} roles at most. Delete one that nobody needs.`);
export const tooManyHolders = (max: number) =>
  new Problem(422, 'too_many_holders', `${max} members at most can have a role.`);
export const permissionNeeded = (permission: string, needs: string) => {
  const message = `“${permission}” opens no page without “${needs}”. Choose both.`;
  return new Problem(422, 'permission_needed', message, { errors: [{ path: 'permissions', message }] });
};
export const notLimitable = () =>
  new Problem(
    422,
    'not_limitable',
    'None of these permissions can be limited to the university of who has the role.',
    { errors: [{ path: 'allUniversities', message: 'None of these permissions can be limited.' }] },
  );
