// What the machine under the browser calls its keys.
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
