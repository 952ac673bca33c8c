// The page as stories handle it: by the names people see. Waits for the page, never for time.
import { readFile } from 'node:fs/promises';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { Bar } from './bar.ts';

export interface DroppedFile {
  readonly name: string;
  /** Text, bytes, or a number of zero bytes. */
  readonly content: string | Uint8Array | number;
}

export class App {
  readonly page: Page;
  readonly bar: Bar;
  constructor(page: Page) {
    this.page = page;
    this.bar = new Bar(page);
  }

  async goto(fragment = ''): Promise<void> {
    await this.page.goto(`/${fragment}`);
    await this.idle();
  }

  /** Until the page has nothing left to do, Monaco and autosave included. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(() => window.__memmap?.idle !== undefined);
    await this.page.evaluate(() => window.__memmap?.idle?.());
  }

  /** Text as large as a person's browser is set to show it: 1 is usual, 2 is 200 %. */
  async setTextSize(factor: number): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 16 * factor, fixed: 13 * factor } });
    await this.idle();
  }

  /** Opens a bundled board from the first screen. */
  async pickBoard(name: string): Promise<void> {
    await this.page.getByRole('list', { name: 'Boards' }).getByRole('button', { name }).click();
    await this.idle();
  }

  /** Drops files on the page as a desktop would. */
  async drop(...files: readonly DroppedFile[]): Promise<void> {
    const given = files.map(({ name, content }) => ({
      name,
      content: content instanceof Uint8Array ? { base64: Buffer.from(content).toString('base64') } : content,
    }));
    await this.page.evaluate((list) => {
      const dataTransfer = new DataTransfer();
      for (const { name, content } of list) {
        const part =
          typeof content === 'number'
            ? new Uint8Array(content)
            : typeof content === 'string'
              ? content
              : Uint8Array.from(atob(content.base64), (char) => char.charCodeAt(0));
        dataTransfer.items.add(new File([part], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, given);
    await this.idle();
  }

  /** Pastes a text onto the page, as by its key, with no field in focus. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
    await this.idle();
  }

  get verdict(): Locator {
    return this.page.getByTestId('verdict');
  }
  get notice(): Locator {
    return this.page.getByTestId('notice');
  }
  get findings(): Locator {
    return this.page.getByTestId('findings').getByRole('listitem');
  }
  get inspector(): Locator {
    return this.page.locator('[data-pane=inspector]');
  }
  get list(): Locator {
    return this.page.locator('[data-pane=list]');
  }

  /** A field of the inspector by its label. */
  field(label: string): Locator {
    return this.inspector.getByLabel(label, { exact: true });
  }

  async setField(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
    await this.field(label).press('Enter');
    await this.idle();
  }

  /** Presses a button of the page by mouse. */
  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
    await this.idle();
  }

  async selectRow(name: string | RegExp): Promise<void> {
    await this.list.getByRole('button', { name }).click();
    await this.idle();
  }

  /** Adds a kernel through the dialog, by address and size. */
  async addKernel(domain: string, address: string, size: string): Promise<void> {
    await this.press('Add kernel or ramdisk');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('for domain').selectOption(domain);
    await dialog.getByLabel('address (host physical)').fill(address);
    await dialog.getByLabel('size').fill(size);
    await dialog.getByRole('button', { name: 'Add kernel' }).click();
    await this.idle();
  }

  /** Chooses an entry of a menu in the top bar, and answers the file it hands out. */
  async download(entry: string | RegExp): Promise<{ readonly name: string; readonly content: Buffer }> {
    const arriving = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Export' }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
    const file = await arriving;
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
  }
}

/** A test with the page at its first screen; fails on anything the page complains of, and on any request to elsewhere. */
export const test = base.extend<{ app: App }>({
  app: async ({ page, baseURL }, story) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      const own = host === new URL(baseURL ?? '').host || protocol === 'blob:' || protocol === 'data:';
      if (!own) complaints.push(`a request left the page: ${request.url()}`);
    });
    const app = new App(page);
    await app.goto();
    await story(app);
    expect(complaints).toEqual([]);
  },
});
export { expect };
