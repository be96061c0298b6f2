import './web-tables.ts';

export { createWeb, type Web } from './create-web.ts';
export { forgetTestVisitor } from './visitors/forget-test-visitor.ts';
