import { Problem } from '../../platform/problem.ts';

const fieldErrors = (path: string, message: string) => ({ errors: [{ path, message }] });

export const postNotFound = () =>
  new Problem(404, 'post_not_found', 'This post doesn’t exist, or you can’t see it.');

export const emptyPost = () =>
  new Problem(422, 'empty_post', 'Write something first.', fieldErrors('content', 'Write something first.'));

export const postTooLong = () =>
  new Problem(
    422,
    'post_too_long',
    'A post can have up to 280 characters; a link counts as 23.',
    fieldErrors('content', 'Too long: 280 characters at most.'),
  );

export const contentWarningTooLong = () =>
  new Problem(
    422,
    'content_warning_too_long',
    'A content warning can have up to 100 characters.',
    fieldErrors('contentWarning', 'Too long: 100 characters at most.'),
  );

export const replyNotAllowed = () =>
  new Problem(
    403,
    'reply_not_allowed',
    'The author limits who can reply to this post.',
    fieldErrors('replyToId', 'The author limits who can reply to this post.'),
  );

export const quoteNotAllowed = () =>
  new Problem(403, 'quote_not_allowed', 'This post is for followers only and cannot be quoted.');

export const repostNotAllowed = () =>
  new Problem(403, 'repost_not_allowed', 'This post is for followers only and cannot be reposted.');

export const likesPrivate = () => new Problem(403, 'likes_private', 'This member keeps their likes private.');

/** @param retryAfter seconds until the window ends */
export const tooManyReactions = (retryAfter: number) =>
  new Problem(
    429,
    'too_many_reactions',
    `You’ve liked, reposted and bookmarked a lot. Try again in ${retryAfter} seconds.`,
    { retryAfter },
  );

export const visibilityTooWide = () =>
  new Problem(
    422,
    'visibility_too_wide',
    'A reply can’t have a wider audience than the post it replies to.',
    fieldErrors('visibility', 'Wider than the audience of the parent post.'),
  );

export const notYourPost = () =>
  new Problem(403, 'not_your_post', 'Only the author and moderators can delete a post.');

/** @param retryAfter seconds until the window ends */
export const tooManyPosts = (retryAfter: number) =>
  new Problem(429, 'too_many_posts', `You’ve posted a lot. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });
