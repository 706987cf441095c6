import { Problem } from '../../../platform/problem.ts';

export const nothingToSearch = () =>
  new Problem(
    422,
    'nothing_to_search',
    'Say at least one thing that posts should have: a word, a hashtag, who wrote them.',
  );

export const invalidOperator = (operator: string, value: string) =>
  new Problem(
    422,
    'invalid_search_operator',
    `“${operator}:${value}” says nothing. from: takes a username, since: and until: a day such as 2026-11-01, has: media, poll or link, lang: tr or en.`,
    { errors: [{ path: 'q', message: `Not understood: ${operator}:${value}` }] },
  );
