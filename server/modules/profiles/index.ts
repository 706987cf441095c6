import './tables.ts';
import './events.ts';
import './visibility.ts';

export { decrementPostCount, incrementPostCounts, lockPostCount } from './post-counts.queries.ts';
export { Author, ListedMember, MemberPage, Profile } from './schemas.ts';
export { changeProfile, presentAuthors, setOwnPicture } from './service.ts';
export { pendingWelcome } from './welcome/queries.ts';
export { Welcome } from './welcome/schemas.ts';
export { presentWelcome } from './welcome/service.ts';
