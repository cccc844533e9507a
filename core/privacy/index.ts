/** Personal data in texts: where it stands, and how it is made unreadable. */
export { findPrivate, type PrivateKind, type PrivateSpan } from './find.ts'
export { mask } from './mask.ts'
