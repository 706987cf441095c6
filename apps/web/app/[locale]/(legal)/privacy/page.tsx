import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('privacy');

export default legalPage('privacy');
