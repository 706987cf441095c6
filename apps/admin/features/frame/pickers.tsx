'use client';

import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Picker } from './picker.tsx';

interface Props {
  label: string;
  value: string;
  onChange: (id: string) => void;
}

/** Selects a member by name or username. */
export function MemberPicker(props: Props) {
  const t = useTranslations('members.picker');
  return (
    <Picker
      {...props}
      kind="member"
      search={async (q) => (await api.get('/admin/users', { query: { q, limit: 8 } })).items}
      load={(id) => api.get('/admin/users/{id}', { path: { id } })}
      name={(member) => `${member.displayName} @${member.username}`}
      row={(member) => (
        <span className="min-w-0">
          <span className="block truncate font-medium">
            <bdi>{member.displayName}</bdi>
          </span>
          <span className="block truncate text-muted text-sm">@{member.username}</span>
        </span>
      )}
      placeholder={t('placeholder')}
      emptyText={t('empty')}
      clearLabel={t('clear')}
    />
  );
}

/** Selects a university by name. */
export function UniversityPicker(props: Props) {
  const t = useTranslations('universities.picker');
  return (
    <Picker
      {...props}
      kind="university"
      search={async (q) => (await api.get('/admin/universities', { query: { q, limit: 8 } })).items}
      load={(id) => api.get('/admin/universities/{id}', { path: { id } })}
      name={(university) => university.name}
      row={(university) => (
        <span className="min-w-0">
          <span className="block truncate font-medium">{university.name}</span>
          <span className="block truncate text-muted text-sm">{university.domains.join(', ')}</span>
        </span>
      )}
      placeholder={t('placeholder')}
      emptyText={t('empty')}
      clearLabel={t('clear')}
    />
  );
}
