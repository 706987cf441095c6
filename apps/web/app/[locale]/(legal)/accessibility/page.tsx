import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('accessibility');

export default legalPage('accessibility');
