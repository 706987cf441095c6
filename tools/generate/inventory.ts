import { inventory, isPersonal, type Mask } from '../../database/inventory/index.ts';
import { GONE_AFTER_DAYS } from '../../server/platform/backup/retention.ts';

const MASKS: Record<Mask, string> = {
  kept: 'kept',
  email: 'made up',
  username: 'made up',
  words: 'x for each character',
  pattern: 'hashed',
  null: 'removed',
  'empty text': 'removed',
  'empty list': 'removed',
  'empty object': 'removed',
  'empty vector': 'removed',
  'empty bytes': 'removed',
};

/** docs/data-inventory.md: every column that holds data about people, with purpose, legal basis and retention. */
export function dataInventory(): string {
  const lines = [
    '# Which personal data the database holds',
    '',
    'Generated from `database/inventory` by `npm run generate`. A test fails for a column that has no entry there, so this list is complete.',
    'Files of members lie outside of the database; logs are described in [their own page](handbook/logs.md). The legal bases are those of',
    'article 5 of the KVKK and article 6 of the GDPR: contract (5/2-c, 6(1)(b)), legal duty (5/2-ç, 6(1)(c)), legal claims (5/2-e, 6(1)(f)),',
    'legitimate interest (5/2-f, 6(1)(f)). Nothing rests on consent.',
    '',
    `Backups keep everything ${GONE_AFTER_DAYS} days longer at most ([backups](handbook/backup.md)). In a copy that \`npm run anonymise\` has masked, columns are kept,`,
    'replaced or removed as listed: what is kept are ids, numbers, dates and choices, which name nobody without the other data.',
    '',
    'The [traffic log](handbook/traffic-log.md), if it is on, is files: addresses and ports of those who wrote something, with their ids, for 12 to 24',
    'months by legal duty. It outlives accounts, and is in no backup and in no masked copy.',
  ];
  for (const [schema, tables] of Object.entries(inventory)) {
    const personal = Object.entries(tables).flatMap(([table, entry]) =>
      isPersonal(entry) ? [[table, entry] as const] : [],
    );
    if (personal.length === 0) continue;
    lines.push('', `## ${schema}`, '');
    lines.push(
      '| table | purpose | legal basis | kept for | columns | masked copy |',
      '| --- | --- | --- | --- | --- | --- |',
    );
    for (const [table, { purpose, basis, retention, personal: columns, isEmptyInCopies }] of personal) {
      const masks = Object.entries(columns)
        .filter(([, mask]) => mask !== 'kept')
        .map(([column, mask]) => `\`${column}\` ${MASKS[mask]}`);
      const copy = isEmptyInCopies ? 'no rows' : masks.length > 0 ? masks.join(', ') : 'kept';
      const names = Object.keys(columns)
        .map((column) => `\`${column}\``)
        .join(', ');
      lines.push(`| \`${table}\` | ${purpose} | ${basis} | ${retention} | ${names} | ${copy} |`);
    }
  }
  const others = Object.entries(inventory).flatMap(([schema, tables]) =>
    Object.entries(tables).flatMap(([table, entry]) => (isPersonal(entry) ? [] : [`\`${schema}.${table}\``])),
  );
  lines.push('', '## Tables without data about people', '', `${others.join(', ')}.`, '');
  return lines.join('\n');
}
