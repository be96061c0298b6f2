import './reply-check-tables.ts';

export { checkTemplate } from './check-template.ts';
export type { ReplyFinding } from './engine/checked-reply.ts';
export { guardReply } from './guard-reply.ts';
export { guardWords } from './guard-words.ts';
