import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('contact');

export default legalPage('contact');
