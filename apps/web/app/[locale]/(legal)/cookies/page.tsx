import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('cookies');

export default legalPage('cookies');
