/** Why the law allows it: articles 5 of the KVKK and 6 of the GDPR. */
export type Basis = 'contract' | 'legitimate interest' | 'legal duty' | 'legal claims';

/**
 * What `npm run anonymise` puts in place of a value.
 *
 * - `kept`: ids, numbers, dates and choices. They name nobody without the other data.
 * - `email`, `username`: a made-up one; equal values stay equal.
 * - `words`: an x for each character. `pattern`: a hash; equal values stay equal.
 * - the others: nothing, as the type of the column has it.
 */
export type Mask =
  | 'kept'
  | 'email'
  | 'username'
  | 'words'
  | 'pattern'
  | 'null'
  | 'empty text'
  | 'empty list'
  | 'empty object'
  | 'empty vector'
  | 'empty bytes';

/** A table with data about people. Purpose, basis and retention hold for all of its personal columns. */
export interface PersonalTable {
  purpose: string;
  basis: Basis;
  retention: string;
  /** A masked copy has none of its rows: nobody needs them there. */
  isEmptyInCopies?: true;
  personal: Readonly<Record<string, Mask>>;
  notPersonal: readonly string[];
}
/** Columns of a table without data about people. */
export type OtherTable = readonly string[];

export type SchemaInventory = Readonly<Record<string, PersonalTable | OtherTable>>;

export const isPersonal = (table: PersonalTable | OtherTable): table is PersonalTable =>
  !Array.isArray(table);
