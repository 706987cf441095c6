import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('rules');

export default legalPage('rules');
