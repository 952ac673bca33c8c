// How many pages of Xen's heap nobody has yet.

export class HeapPages {
  /** null while not counted. */
  left: number | null = null;

  /** False when there are not so many; where nobody counts there are always enough. */
  take(pages: number): boolean {
    if (this.left === null) return true;
    if (this.left < pages) return false;
    this.left -= pages;
    return true;
  }

  give(pages: number): void {
    if (this.left !== null) this.left += pages;
  }
}
