// Everything the design can leave as.
import { Download } from 'lucide-react';
import { Button } from '../parts/Button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../parts/Menu.tsx';
import { FILE_ENDING } from './download.ts';
import type { ShellActions } from './actions.ts';

export const ExportMenu = ({ actions }: { readonly actions: ShellActions }) => (
  <Menu
    label="Export"
    trigger={(props) => (
      <Button look="quiet" icon={<Download size={15} aria-hidden />} compact title="Export" {...props}>
        Export
      </Button>
    )}
  >
    <MenuLabel>Device tree for Xen</MenuLabel>
    <MenuItem hint={FILE_ENDING.dts} onSelect={() => actions.download('dts')}>
      Full tree, source
    </MenuItem>
    <MenuItem hint={FILE_ENDING.dtb} onSelect={() => actions.download('dtb')}>
      Full tree, blob
    </MenuItem>
    <MenuItem hint={FILE_ENDING.chosen} onSelect={() => actions.download('chosen')}>
      /chosen alone
    </MenuItem>
    <MenuItem hint={FILE_ENDING.overlay} onSelect={() => actions.download('overlay')}>
      Overlay, source
    </MenuItem>
    <MenuItem hint={FILE_ENDING.dtbo} onSelect={() => actions.download('dtbo')}>
      Overlay, blob
    </MenuItem>
    <MenuSeparator />
    <MenuItem hint={FILE_ENDING.design} onSelect={() => actions.download('design')}>
      Design file
    </MenuItem>
  </Menu>
);
