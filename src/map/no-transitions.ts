// Stands in for d3-transition, which d3-zoom asks to stop an animation before each gesture. The map starts none with
// d3, so there is nothing to stop; the real one would bring colours, timers and easing into the first load.

/** Nothing runs on `_node`, so nothing stops. */
export const interrupt = (_node: Element): void => undefined;
