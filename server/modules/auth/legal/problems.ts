import { Problem } from '../../../platform/problem.ts';

export const legalTextNotFound = () =>
  new Problem(404, 'legal_text_not_found', 'This text or version doesn’t exist.');
export const legalTextChanged = () =>
  new Problem(
    409,
    'legal_text_changed',
    'Somebody published another version meanwhile. Look at it, then publish yours.',
  );
export const unknownBlank = (path: string, names: readonly string[]) => {
  const message = `There is no blank named ${names.join(', ')}.`;
  return new Problem(422, 'unknown_blank', message, { errors: [{ path, message }] });
};
