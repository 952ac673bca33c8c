// What the machine under the browser calls its keys.
const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that goes with letters for commands. */
export const MOD = isApple() ? '⌘' : 'Ctrl';
