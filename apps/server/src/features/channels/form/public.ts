export { type FormSubmission, writeFormBytes } from './form-bytes.ts';
