// Stylesheets are imported for their effect; bundlers read them, TypeScript only needs to know that they exist.
declare module '*.css';
