// The picture is drawn in px at the usual text size and shown larger with the text; pointers come in px of the window.

/** px of the window per px of the picture. */
export const zoomOf = (element: Element): number => element.currentCSSZoom ?? 1;
