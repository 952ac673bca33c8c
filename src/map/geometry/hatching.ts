// Hatching: stripes across a tile that is repeated, turned. One way for what is not usable, the other for what lies outside RAM.

/** px of the square tile, and of the stripe along its left edge. */
export const HATCH = { tile: 7, stripe: 3 };

/** Degrees by which the tiles are turned, about the picture's corner. */
export const HATCH_TURN = { hatch: 45, outside: -45 };
export type Hatch = keyof typeof HATCH_TURN;
