import { legalMetadata, legalPage } from '../../legal-page.tsx';

export const generateMetadata = legalMetadata('safety');

export default legalPage('safety');
