import { Problem } from '../../platform/problem.ts';

export const campusNotFound = () => new Problem(404, 'campus_not_found', 'This campus isn’t in the list.');

export const campusExists = () =>
  new Problem(409, 'campus_exists', 'Copies of this campus are accepted already.', {
    errors: [{ path: 'origin', message: 'Copies of this campus are accepted already.' }],
  });

export const tooManyCampuses = (max: number) =>
  new Problem(422, 'too_many_campuses', `Copies of at most ${max} campuses can be accepted.`);

export const importsClosed = () =>
  new Problem(403, 'imports_closed', 'This campus accepts no copies of other campuses.');

export const importNotFound = () => new Problem(404, 'import_not_found', 'There is no such import.');

export const importInProgress = () =>
  new Problem(409, 'import_in_progress', 'You have an import already. Finish it, or take it back first.');

export const importNotReady = () =>
  new Problem(409, 'import_not_ready', 'This import can’t be changed in this state.');

export const accountNotEmpty = () =>
  new Problem(409, 'account_not_empty', 'Only an account without posts can take a copy.');

export const alreadyImported = () =>
  new Problem(409, 'copy_already_imported', 'This copy, or this account, was brought here before.');

export const undoTooLate = (days: number) =>
  new Problem(409, 'undo_too_late', `An import can be taken back within ${days} days.`);

export const copyNotUploaded = () =>
  new Problem(422, 'copy_not_uploaded', 'Upload the copy as a ZIP first.', {
    errors: [{ path: 'mediaId', message: 'Upload the copy as a ZIP first.' }],
  });

export const tooManyImports = (retryAfter: number) =>
  new Problem(429, 'too_many_imports', 'You tried many copies today. Wait a little.', { retryAfter });

/** Why a copy is refused: what a member reads on the page of their import. */
export type RefusedCopy =
  | 'copy_unreadable'
  | 'copy_too_large'
  | 'copy_not_signed'
  | 'copy_changed'
  | 'campus_not_accepted'
  | 'copy_expired';

/** The copy is refused, and no other attempt helps. */
export class CopyRefused extends Error {
  override name = 'CopyRefused';
  readonly code: RefusedCopy;
  constructor(code: RefusedCopy, detail: string) {
    super(detail);
    this.code = code;
  }
}
