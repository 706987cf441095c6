import type { Schemas } from '@chitlaq/client';

export type CustomRole = Schemas['CustomRole'];
export type PermissionInfo = Schemas['CustomRoles']['permissions'][number];

export const ROLES_KEY = ['custom-roles'];

/** The name of a role in the language of the page. */
export const roleName = (
  { nameTr, nameEn }: Pick<CustomRole, 'nameTr' | 'nameEn'>,
  locale: string,
): string => (locale === 'en' ? nameEn : nameTr);
