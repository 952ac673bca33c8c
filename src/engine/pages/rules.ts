// What decides where a page of a domain goes once it is freed, by release and build.
import type { Bootscrub } from '../../model/command-line.ts';
import type { Target } from '../../model/target.ts';
import { behavioursOf } from '../boot/behaviours.ts';

export interface Rules {
  /** Static pages carry a flag that says so (PGC_static): put_page looks at it. */
  readonly marksStatic: boolean;
  /** A freed static page goes to a list of its domain, and not to the heap. */
  readonly keepsFreedStatic: boolean;
  /** A domain of static memory gets back what it gave up, page by page, and nothing else. */
  readonly populatesFromGivenUp: boolean;
  /** Foreign memory mapped in 2 MiB gives its reference back with the mapping. */
  readonly dropsForeignSuperpages: boolean;
  /** scrub_debug: what is freed is scrubbed, static or not. Only bootscrub=on turns it on, in builds that have it. */
  readonly scrubsFreed: boolean;
  /** gdprintk prints. */
  readonly isDebug: boolean;
}

/** CONFIG_SCRUB_DEBUG is on in debug builds, unless somebody has chosen otherwise. */
export function rulesOf(target: Target, bootscrub: Bootscrub): Rules {
  const does = behavioursOf(target.release);
  const isDebug = target.build === 'debug';
  return {
    marksStatic: target.kconfig.STATIC_MEMORY,
    keepsFreedStatic: does.keepsFreedStatic && target.kconfig.STATIC_MEMORY,
    populatesFromGivenUp: does.populatesFromGivenUp && target.kconfig.STATIC_MEMORY,
    dropsForeignSuperpages: does.dropsForeignSuperpages,
    scrubsFreed: isDebug && bootscrub === 'on',
    isDebug,
  };
}
