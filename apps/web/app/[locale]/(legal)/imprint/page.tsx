import { legalMetadata, legalPage } from '../legal-page.tsx';

export const generateMetadata = legalMetadata('imprint');

export default legalPage('imprint');
