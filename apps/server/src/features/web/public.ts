import './web-tables.ts';

export { createWeb, type Web } from './create-web.ts';
