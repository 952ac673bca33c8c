// How old sources and outputs are: what decides whether something must be built again.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The latest modification time in ms below the given files and folders; 0 when none exists. Test files do not count. */
export function newest(...paths) {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (!stat.isDirectory()) latest = Math.max(latest, stat.mtimeMs);
    else
      for (const entry of readdirSync(path))
        if (!/\.test\.\w+$/.test(entry)) latest = Math.max(latest, newest(join(path, entry)));
  }
  return latest;
}
