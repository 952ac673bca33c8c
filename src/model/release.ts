// Xen releases in order, and "from … until …" as data.

/** A release means the tip of its branch; `unstable` is what will follow the newest. */
export const RELEASES = ['4.16', '4.17', '4.18', '4.19', '4.20', '4.21', '4.22', 'unstable'] as const;
export type Release = (typeof RELEASES)[number];
export const NEWEST_RELEASE: Release = '4.22';

export const isRelease = (text: string): text is Release => (RELEASES as readonly string[]).includes(text);

/** Releases a behaviour holds for: from `since` on (default: ever), up to but not including `until` (default: still). */
export interface Span {
  readonly since?: Release;
  readonly until?: Release;
}

export const holds = (span: Span, release: Release): boolean => {
  const at = RELEASES.indexOf(release);
  return (
    (span.since === undefined || at >= RELEASES.indexOf(span.since)) &&
    (span.until === undefined || at < RELEASES.indexOf(span.until))
  );
};

export const atLeast = (release: Release, since: Release): boolean => holds({ since }, release);

/** The part of a span from a release on; null where it has ended by then. */
export function onwards<S extends Span>(span: S, release: Release): S | null {
  if (span.until !== undefined && atLeast(release, span.until)) return null;
  const since = span.since !== undefined && atLeast(span.since, release) ? span.since : release;
  return { ...span, since };
}
