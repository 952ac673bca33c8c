// Expected failures as values. Exceptions are for bugs.

/** What went wrong and where: `at` names a place a person can find (`line 12, column 3`, `offset 0x40`, `/chosen/domU1`). */
export interface Problem {
  readonly message: string;
  readonly at: string | null;
}
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (
  message: string,
  at: string | null = null,
): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { message, at },
});
export const problemText = (problem: Problem): string =>
  problem.at === null ? problem.message : `${problem.message} (${problem.at})`;
