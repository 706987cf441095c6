'use client';

import { Combobox, IconButton } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';

/** Selects one item, such as a member or a university, by searching while typing. The value is its id. */
export function Picker<Item extends { id: string }>(props: {
  label: string;
  /** Id of the chosen item, or ''. */
  value: string;
  onChange: (id: string) => void;
  /** Part of the query key. */
  kind: string;
  search: (q: string) => Promise<Item[]>;
  load: (id: string) => Promise<Item>;
  name: (item: Item) => string;
  row?: (item: Item) => ReactNode;
  placeholder?: string;
  emptyText: string;
  clearLabel: string;
}) {
  const { label, value, onChange, kind, search, load, name, row = name } = props;
  const [text, setText] = useState('');
  const debouncedText = useDebounced(text.trim());
  const results = useQuery({
    queryKey: ['picker', kind, 'results', debouncedText],
    queryFn: () => search(debouncedText),
    enabled: debouncedText !== '',
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ['picker', kind, 'selected', value],
    queryFn: () => load(value),
    enabled: value !== '',
  });
  if (value !== '') {
    return (
      <fieldset className="flex min-w-0 flex-col">
        <legend className="mb-1.5 font-medium">{label}</legend>
        <span className="flex h-11 items-center gap-2 rounded-control border border-edge bg-nar-soft pl-3">
          <span className="min-w-0 flex-1 truncate">{chosen.data ? name(chosen.data) : '…'}</span>
          <IconButton label={props.clearLabel} tone="muted" onClick={() => onChange('')}>
            <X aria-hidden="true" />
          </IconButton>
        </span>
      </fieldset>
    );
  }
  return (
    <Combobox
      label={label}
      value={text}
      onValueChange={setText}
      items={debouncedText === '' || text === '' ? [] : (results.data ?? [])}
      itemKey={(item) => item.id}
      renderItem={row}
      loading={text.trim() !== '' && (results.isFetching || debouncedText !== text.trim())}
      emptyText={props.emptyText}
      placeholder={props.placeholder}
      onSelect={(item) => {
        setText('');
        onChange(item.id);
      }}
    />
  );
}
