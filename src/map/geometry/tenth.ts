// Places to the tenth of a px: finer than one sees, and the same text for the same place.

export const tenth = (px: number): number => Math.round(px * 10) / 10;
