import { expect, test } from 'vitest';
import { findDepartments } from './departments.ts';

test.for([
  ['makine', ['Makine Mühendisliği']],
  ['MAKİNE MÜH', ['Makine Mühendisliği']],
  ['ic mim', ['İç Mimarlık']],
  ['muhendisligi', 5],
  ['Makine Mühendisliği', []],
  ['  ', []],
  ['yok böyle bölüm', []],
] as const)('"%s" finds %j', ([typed, expected]) => {
  const found = findDepartments(typed, 'tr');
  if (typeof expected === 'number') expect(found).toHaveLength(expected);
  else expect(found).toEqual(expected);
});
