// @ts-check
// What failed, from the runners' own reports, in so few lines that a log of which only the end is kept still tells it. Pure.
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{title: string, message: string}} Failure */

/** Lines of messages that all failures share, and what each has at least. */
const LINES = 20;
const LEAST = 2;
/** More failures than that are counted only. */
const MOST = 15;
const WIDTH = 240;

/**
 * Of Vitest's JSON report.
 * @param {{testResults: {name: string, status: string, message?: string,
 *   assertionResults: {fullName: string, status: string, failureMessages?: string[] | null}[]}[]} | null} report
 * @returns {Failure[]}
 */
export const unitFailures = (report) =>
  (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that cannot be loaded has no test to fail.
    if (failed.length === 0 && status === 'failed') return [{ title: name, message: message ?? '' }];
    return failed.map(({ fullName, failureMessages }) => ({
      title: `${name} › ${fullName}`,
      message: (failureMessages ?? []).join('\n'),
    }));
  });

/**
 * @typedef {{title: string, ok: boolean, file?: string,
 *   tests: {status: string, results: {errors?: {message?: string}[]}[]}[]}} Spec
 * @typedef {{specs?: Spec[], suites?: Suite[]}} Suite
 */

/**
 * Of Playwright's JSON report: stories, and what went wrong outside of them.
 * @param {{suites: Suite[], errors?: {message?: string}[]} | null} report
 * @returns {Failure[]}
 */
export function storyFailures(report) {
  const messages = (/** @type {{message?: string}[]} */ errors) =>
    errors.map(({ message }) => message ?? '').join('\n');
  /** @type {(suite: Suite) => Failure[]} */
  const within = ({ specs = [], suites = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, file = '', tests }) => ({
        title: `${file} › ${title}`,
        message: messages(tests.flatMap(({ results }) => results.at(-1)?.errors ?? [])),
      })),
    ...suites.flatMap(within),
  ];
  const outside = (report?.errors ?? []).map((error) => ({
    title: 'outside of the stories',
    message: messages([error]),
  }));
  return [...(report?.suites ?? []).flatMap(within), ...outside];
}

const linesOf = (/** @type {string} */ message) =>
  stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');

const cut = (/** @type {string} */ line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line);

/**
 * The failures with the first lines of what each says.
 * @param {readonly Failure[]} failures
 * @returns {string[]}
 */
export function compact(failures) {
  const each = Math.max(LEAST, Math.floor(LINES / Math.max(1, failures.length)));
  const shown = failures.slice(0, MOST).flatMap(({ title, message }) => [
    `FAILED: ${title}`,
    ...linesOf(message)
      .slice(0, each)
      .map((line) => cut(`    ${line}`)),
  ]);
  const rest = failures.length - MOST;
  return rest > 0 ? [...shown, `FAILED: and ${rest} more`] : shown;
}
