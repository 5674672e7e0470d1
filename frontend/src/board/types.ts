/**
 * The wire: what the server sends about a board and what it may be asked to do. The names are the server's own
 * (`server/kanban`); a test there keeps the two in step. Absent means empty; an empty value in a `set` clears.
 */
export type * from './card.ts';
export type * from './commands.ts';
export type * from './events.ts';
export type * from './records.ts';
export type * from './session.ts';
