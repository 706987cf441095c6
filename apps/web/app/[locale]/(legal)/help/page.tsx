import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('help');

export default legalPage('help');
