import { Problem } from '../../../platform/problem.ts';

export const nothingToSearch = () =>
  new Problem(
    422,
    'empty_search',
    'Add at least one thing the posts should have: a word, a hashtag or an author.',
  );

export const invalidOperator = (operator: string, value: string) =>
  new Problem(
    422,
    'invalid_search_operator',
    `“${operator}:${value}” isn’t a valid filter. Use from: with a username, since: and until: with a day such as 2026-11-01, has: with media, poll or link, and lang: with tr or en.`,
    { errors: [{ path: 'q', message: `Not understood: ${operator}:${value}` }] },
  );
