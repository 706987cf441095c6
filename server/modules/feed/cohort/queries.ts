import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { hasMutedWords } from '../../content/index.ts';
import { cohortColumnsSql } from '../recommendations/queries.ts';

/** The facts that decide how a short home is filled. */
export interface CohortRow {
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  /** Number of active followees; the count stops at a small limit. */
  follows: number;
  mutesWords: boolean;
  /** Null: the default. */
  ranking: boolean | null;
}

/**
 * Index: follows_pkey and audiences_pkey for a few rows, profiles_pkey, users_pkey, preferences_pkey,
 * muted_words_user_id_key_key.
 */
export const findCohortFacts = statement<{ id: string }, CohortRow>(
  (params) => sql`
    select ${cohortColumnsSql(params.id)}, ${hasMutedWords(params)} as "mutesWords", preference.ranking
    from (select) one
    left join feed.preferences preference on preference.user_id = ${params.id}
    left join profiles.study_view study on study.user_id = ${params.id}`,
);
