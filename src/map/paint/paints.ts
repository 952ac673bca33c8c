// What is painted with besides the brush.
import type { Hatches } from './hatches.ts';
import type { KeptPaths } from './kept-paths.ts';
import type { Looks } from './look.ts';

export interface Paints {
  readonly looks: Looks;
  readonly paths: KeptPaths;
  readonly hatches: Hatches;
}
