import './tables.ts';
import './events.ts';

export { Author, Profile } from './schemas.ts';
export { presentAuthors } from './service.ts';
