import { Problem } from '../../platform/problem.ts';

export const announcementNotFound = () =>
  new Problem(404, 'announcement_not_found', 'This announcement doesn’t exist.');
export const notDismissable = () =>
  new Problem(422, 'announcement_not_dismissable', 'This announcement stays until it ends.');
export const announcementChanged = () =>
  new Problem(
    409,
    'announcement_changed',
    'Someone else has changed this announcement. Read it again before you change it.',
  );
export const announcementNotDraft = () =>
  new Problem(409, 'announcement_not_draft', 'This works only for drafts. End a published one instead.');
export const announcementNotPublished = () =>
  new Problem(409, 'announcement_not_published', 'This announcement isn’t published.');
export const announcementEnded = () =>
  new Problem(409, 'announcement_ended', 'This announcement has ended. Write a new one.');
export const tooManyAnnouncements = (max: number) =>
  new Problem(
    409,
    'too_many_announcements',
    `There are ${max} announcements that have not ended. Delete a draft or end one first.`,
  );

/** The announcement cannot be published as it is. */
export const announcementIncomplete = (path: string, message: string) =>
  new Problem(422, 'announcement_incomplete', message, { errors: [{ path, message }] });
export const unknownUniversity = () =>
  new Problem(422, 'unknown_university', 'One of these universities doesn’t exist.', {
    errors: [{ path: 'universityIds', message: 'One of these universities doesn’t exist.' }],
  });
