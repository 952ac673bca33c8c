// Exit statuses of the command: public, scripts depend on them.

export const FINE = 0;
/** Some file is refused by Xen, or boots and loses something it asks for. */
export const REFUSED = 1;
/** Unreadable input or wrong usage. Wins over REFUSED. */
export const WRONG = 2;

export type Status = typeof FINE | typeof REFUSED | typeof WRONG;

export const worse = (a: Status, b: Status): Status => (a > b ? a : b);
