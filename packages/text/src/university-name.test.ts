import { expect, test } from 'vitest';
import { universityName } from './university-name.ts';

test.for([
  ['Boğaziçi University', 'Boğaziçi Üniversitesi'],
  ['Middle East Technical University', 'Orta Doğu Teknik Üniversitesi'],
  ['Istanbul Technical University', 'İstanbul Teknik Üniversitesi'],
  ['Izmir Tınaztepe University', 'İzmir Tınaztepe Üniversitesi'],
  ['University of Kyrenia', 'Kyrenia Üniversitesi'],
  ['Gazi University Ankara', 'Gazi Üniversitesi'],
  ['Sakarya Uygulamalı Bilimler Üniversitesi', 'Sakarya Uygulamalı Bilimler Üniversitesi'],
  ['Koç Üniversitesi', 'Koç Üniversitesi'],
] as const)('%s is %s in Turkish, and itself in English', ([name, turkish]) => {
  expect(universityName(name, 'tr')).toBe(turkish);
  expect(universityName(name, 'en')).toBe(name);
});
