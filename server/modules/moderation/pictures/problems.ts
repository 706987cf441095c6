import { Problem } from '../../../platform/problem.ts';

export const pictureNotFound = () =>
  new Problem(404, 'picture_not_found', 'This picture isn’t there any more, or isn’t on the list.');

export const caseNotOpened = () =>
  new Problem(403, 'case_not_opened', 'Open the reported content with a reason first.');

export const nothingToRemove = () =>
  new Problem(
    422,
    'picture_not_removable',
    'A dismissed report removes no picture. Decide otherwise, or leave it.',
    {
      errors: [{ path: 'pictures', message: 'Choose another decision.' }],
    },
  );

export const mayNotRemovePictures = () =>
  new Problem(403, 'forbidden', 'Your role doesn’t allow removing pictures wherever they are.');

export const pictureEndInPast = () =>
  new Problem(422, 'until_in_past', 'Choose an end in the future.', {
    errors: [{ path: 'pictures', message: 'Choose an end in the future.' }],
  });

export const pictureOfCampus = () =>
  new Problem(
    422,
    'picture_of_campus',
    'This picture matches the logo of the campus or a picture of an official account. Decide without removing it everywhere.',
    { errors: [{ path: 'pictures', message: 'Leave this picture out.' }] },
  );
