import type { DemoUniversity } from './types.ts';

/** The demo campus's own name; its short name stays the product's. */
export const demoCampusName = { tr: 'Çınar Kampüsü', en: 'Çınar Campus' };

/**
 * The three universities that the demo opens. Each distinguishes affiliations in another way: by subdomain, by the beginning of
 * the local part, and by both.
 */
export const demoUniversities: readonly DemoUniversity[] = [
  {
    name: 'Boğaziçi University',
    country: 'TR',
    rules: [
      {
        domain: 'std.bogazici.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'student',
        note: 'Öğrenciler kendi alt alan adında',
      },
      {
        domain: 'alumni.bogazici.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'alumni',
        note: 'Mezun adresleri',
      },
      {
        domain: 'bogazici.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'staff',
        note: 'Akademik ve idari personel',
      },
    ],
  },
  {
    name: 'Middle East Technical University',
    country: 'TR',
    rules: [
      {
        domain: 'metu.edu.tr',
        includeSubdomains: false,
        prefix: 'e1',
        affiliation: 'student',
        note: 'Öğrenci numarası e1 ile başlayanlar',
      },
      {
        domain: 'metu.edu.tr',
        includeSubdomains: false,
        prefix: 'e2',
        affiliation: 'student',
        note: 'Öğrenci numarası e2 ile başlayanlar',
      },
      {
        domain: 'alumni.metu.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'alumni',
        note: 'Mezun adresleri',
      },
      {
        domain: 'metu.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'staff',
        note: 'Akademik ve idari personel',
      },
    ],
  },
  {
    name: 'Istanbul Technical University',
    country: 'TR',
    rules: [
      {
        domain: 'itu.edu.tr',
        includeSubdomains: false,
        prefix: 'st',
        affiliation: 'student',
        note: 'Öğrenci adresleri st ile başlar',
      },
      {
        domain: 'mezun.itu.edu.tr',
        includeSubdomains: false,
        prefix: '',
        affiliation: 'alumni',
        note: 'Mezun adresleri',
      },
      {
        domain: 'itu.edu.tr',
        includeSubdomains: true,
        prefix: '',
        affiliation: 'staff',
        note: 'Personel; fakültelerin alt alan adları da geçerli',
      },
    ],
  },
];
