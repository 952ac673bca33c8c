// What is near the view: of many lanes only that is worth painting.

/** px of the rows, from the top of all of them; `bottom` is Infinity where all is near. */
export interface NearRange {
  readonly top: number;
  readonly bottom: number;
}

/** Whether anything between two heights of the rows is near, px. */
export type Near = (y0: number, y1: number) => boolean;

export const nearOf =
  ({ top, bottom }: NearRange): Near =>
  (y0, y1) =>
    y1 >= top && y0 <= bottom;
