// The strip above the lanes that the axis is drawn in.

/** px from its top to the lanes. */
export const AXIS_HEIGHT = 38;
