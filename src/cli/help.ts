// The help texts. Kept short enough for one screen each.
import type { Command } from './commands.ts';

const TARGET = `What it is judged against:
  --xen RELEASE        4.16 … 4.22 or unstable; may be repeated, one answer each
                       (default: the design's own, else 4.22)
  --arch ARCH          arm64 (default) or arm32
  --build BUILD        release (default) or debug
  --config FILE        a Xen .config: its options, its build and its architecture
  --kconfig NAME=y|n   one option: STATIC_MEMORY, STATIC_SHM, STATIC_EVTCHN, LLC_COLORING, MPU, ARM_PA_BITS_32,
                       ARM_SMMU_V3, ARM64_SVE, EARLY_PRINTK (default: what static memory needs is on)

What the boot loader does:
  --xen-image ADDR[,SIZE]  where it puts Xen, and the size of Xen's image in memory
  --fdt ADDR               where it puts the device tree blob
  --module ADDR=FILE       the real file behind the module at ADDR: its size, image header, or passthrough tree`;

const FILES = `FILE is a device tree (.dts or .dtb), a design (.memmap.json) or a boot log, told apart by content; - is standard input.
An overlay (.dtbo, or text with /plugin/) is read with --base BOARD, the tree it is applied to: a blob,
or text, which is then compiled as with dtc -@.
Of a boot log the layout behind it is taken, for the Xen that wrote it; inspect says what a log does not tell.
/include/ reaches files in the folder of FILE and below the working directory. Inputs over 16 MiB are refused.
Numbers are like 0x4000_0000, 512M or 1.5G.`;

const GENERAL = `xen-memmap: what Xen on Arm does with a machine's memory, before a board is touched

  xen-memmap check FILE…               predict the boot of each file
  xen-memmap inspect FILE…             what the host offers: RAM, reserved memory, GIC, UART, CPUs, devices
  xen-memmap place FILE [--need …]     give an address to what has only a size, or say why there is none
  xen-memmap export FILE --to FORMAT   write it as dts, dtb, overlay, dtbo or design

  xen-memmap help COMMAND   more about one of them
  xen-memmap --version

Exit status: 0 fine, 1 some file is refused by Xen or loses something it asks for, 2 unreadable input or wrong usage.`;

const PLACE = `xen-memmap place FILE [--need WHAT=SIZE,…] [-o OUT]: find addresses

Places what the design needs placed and what --need asks for, moves what is wrong where it is, and prints the design.
What was done goes to standard error, or to standard output with -o. Exit status: 0, 1 when it cannot be done (with a
minimal set of demands that cannot hold together, and what would help), 2 for unreadable input or wrong usage.

  --need WHAT=SIZE[..MOST][,WISH…]   WHAT is heap, a domain (its static memory), or DOMAIN.kernel, .ramdisk,
                       .device-tree or .other; may be repeated. Of LEAST..MOST as much as there is room for.
                       Wishes: banks=N at most, align=2M must, wish=1G better, at=ADDR, ram=BANK or TAG,
                       below=4G, dma=BITS that a device reaches or dma=PATH of a device or bus (its dma-ranges)
  --ram-tag BANK=TAG[,TAG…]   names for a bank of RAM, by its number as inspect lists them
  --move WHAT          nothing that has a place, needed (default): as little as possible, or freely: all that is
                       not pinned, for larger mappings and a larger free piece
  --clear ADDR,SIZE    memory to be left empty
  --loader RULES       who decides where boot files lie: any (nobody: they go where there is room) or imagebuilder
                       (as its script lays them out, Xen and the blob too). With imagebuilder: start=ADDR, end=ADDR
                       (MEMORY_START and MEMORY_END; default: found), copy=2023.2 or 2025 (default); with both
                       own=ADDR+SIZE, the memory in which U-Boot itself runs and loads nothing
  --format FORMAT      text (default) or json: one object with the design in it
  -o, --output OUT     the file for the design (default: standard output)

${TARGET}

${FILES}`;

const ABOUT: Readonly<Record<Command, string>> = {
  check: `xen-memmap check FILE… [options]: predict the boot of each file

Exit status: 0 when all boot without “error” or “silent” findings, 1 when some do not, 2 for unreadable input or
wrong usage.

  --format FORMAT      text (default) or json: one object per file and release, one a line

${TARGET}

${FILES}`,
  inspect: `xen-memmap inspect FILE… [options]: what the host offers

RAM banks, reserved memory, CPUs, GIC, console UART, the devices that can reach memory, and what buses with dma-ranges
let them reach; host physical addresses, translated through ranges. Exit status: 0, or 2 for unreadable input or wrong
usage.

  --format FORMAT      text (default) or json: one object per file, one a line

${FILES}`,
  place: PLACE,
  export: `xen-memmap export FILE --to FORMAT [-o OUT]: write the layout in another form

  dts        the whole tree with /chosen, as text
  dtb        the whole tree with /chosen, as a blob
  overlay    what Xen reads of /chosen, as the source of an overlay; with --base BOARD the difference from that
             board's tree, and what of it no overlay can say
  dtbo       the same overlay as a blob
  design     the design file (.memmap.json)

  -o, --output OUT     the file to write (default: standard output)

${TARGET}

${FILES}`,
};

/** The text of `help` about one command, or about all of it. */
export const helpText = (about: Command | null): string => `${about === null ? GENERAL : ABOUT[about]}\n`;
