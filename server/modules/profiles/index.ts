import './tables.ts';
import './events.ts';

export { Author, ListedMember, MemberPage, Profile } from './schemas.ts';
export { presentAuthors } from './service.ts';
