'use client';

import { useTranslations } from 'use-intl';

/** The name of a permission and what it opens; a permission of a newer server has its own name alone. */
export function usePermissionTexts(): (permission: string) => { name: string; help: string | undefined } {
  const t = useTranslations('permissions');
  return (permission) => {
    // Keys have no dots: they would be paths.
    const key = permission.replace('.', '_') as 'audit_read';
    return t.has(`${key}.name`)
      ? { name: t(`${key}.name`), help: t(`${key}.help`) }
      : { name: permission, help: undefined };
  };
}
