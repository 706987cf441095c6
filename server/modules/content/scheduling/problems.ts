import { Problem } from '../../../platform/problem.ts';

export const scheduledPostNotFound = () =>
  new Problem(404, 'scheduled_post_not_found', 'This scheduled post doesn’t exist, or it was published.');

export const scheduledPostChanged = () =>
  new Problem(
    409,
    'scheduled_post_changed',
    'This scheduled post was changed elsewhere since you loaded it. Load it again, then edit it.',
  );

export const scheduledTimeOutOfRange = () =>
  new Problem(422, 'scheduled_time_out_of_range', 'Choose a time between a minute and a year from now.', {
    errors: [{ path: 'scheduledFor', message: 'Not between a minute and a year from now.' }],
  });

/** @param max  scheduled posts per member */
export const tooManyScheduledPosts = (max: number) =>
  new Problem(422, 'too_many_scheduled_posts', `${max} posts wait already. Publish or delete one first.`);
