// The guest: says what its own device tree gives it and whether that memory is really there.
//
// Runs alone on one vCPU at EL1 (SVC mode on arm32), MMU and caches off (so: aligned accesses only). Prints one fact a line,
//   xmm-guest NAME FACT NUMBERS…
// and stops. NAME is `id=NAME` of its bootargs, else what the image was given, else `-`. Facts, all addresses guest-physical:
//   begin [uart] | entry ADDR | dtb ADDR | ram BASE SIZE ok|bad|far | gic BASE SIZE | uart BASE SIZE
//   initrd START END FIRST_WORD | shm BASE SIZE SEEN ID | grant BASE SIZE | ext BASE SIZE | dev BASE SIZE FIRST_WORD | end LINES
//   nodtb ADDR | fault ESR ELR FAR
// The report goes through the console_io hypercall, whose lines Xen prints whole, unless `guest_loglvl` hides them
// (a release build's default); then through the virtual PL011 of the guest's tree, where there is one, several
// times over because Xen weaves what two guests write there. Such a report begins with `begin uart`: the UART answers.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef __UINTPTR_TYPE__ uptr;

#define FDT_MAGIC 0xd00dfeedu
#define DEPTH 8
#define LINE 160
#define NAME 48
#define UART_REPEATS 6

struct node {
    u32 address_cells, size_cells;
    const char *compatible, *id;
    const u8 *reg;
    u32 compatible_len, reg_len;
    int is_memory, is_passed; // below /passthrough
};

extern const char given_name[NAME] __attribute__((visibility("hidden"))); // head.S

// The state outlives a call only so that a fault can still say who it happened to.
static char name[NAME];
static volatile u8 *uart;
static char line[LINE];
static u32 used, lines;
static int through_uart;

static u32 be32(const void *at) { return __builtin_bswap32(*(const volatile u32 *)at); }

static u64 cells(const u8 *at, u32 count) {
    u64 value = 0;
    for (; count; count--, at += 4) value = value << 32 | be32(at);
    return value;
}

static int same(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

// ---- printing

#ifdef __aarch64__
static void console_write(const char *text, uptr length) {
    register uptr x0 asm("x0") = 0; // CONSOLEIO_write
    register uptr x1 asm("x1") = length;
    register const char *x2 asm("x2") = text;
    register uptr x16 asm("x16") = 18; // console_io
    asm volatile("hvc #0xea1" : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x16)::"memory", "x3", "x4", "x5");
}
#else
static void console_write(const char *text, uptr length) {
    register uptr r0 asm("r0") = 0; // CONSOLEIO_write
    register uptr r1 asm("r1") = length;
    register const char *r2 asm("r2") = text;
    register uptr r12 asm("r12") = 18; // console_io
    asm volatile("hvc #0xea1" : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r12)::"memory", "r3");
}
#endif

static void put(char c) {
    if (used < LINE - 1) line[used++] = c;
}

static void word(const char *text) {
    while (*text) put(*text++);
    put(' ');
}

static void number(u64 value) {
    int shift = 60;
    put('0');
    put('x');
    while (shift && !(value >> shift)) shift -= 4;
    for (; shift >= 0; shift -= 4) put("0123456789abcdef"[value >> shift & 15]);
    put(' ');
}

static void fact(const char *what) {
    used = 0;
    word("xmm-guest");
    word(name[0] ? name : "-");
    word(what);
}

static void say(void) {
    lines++;
    line[used - 1] = '\n'; // over the last space
    if (!through_uart) {
        console_write(line, used);
        return;
    }
    for (u32 i = 0; i < used; i++) {
        while (*(volatile u32 *)(uart + 0x18) & 1u << 5); // UARTFR.TXFF
        *(volatile u32 *)uart = (u8)line[i];
    }
}

// ---- memory

// Whether the word holds what is written to it. Puts back what was there: it may be this code or the tree.
static int holds(u64 at) {
    volatile u32 *word_at = (volatile u32 *)(uptr)at;
    u32 was = *word_at;
    *word_at = ~was;
    asm volatile("dsb sy" ::: "memory");
    int good = *word_at == ~was;
    *word_at = was;
    return good;
}

static void report_ram(u64 base, u64 size) {
    // Without an MMU a 32-bit guest cannot get at what is beyond 4 GiB.
    int near = base + size - 1 == (uptr)(base + size - 1);
    int good = near && size >= 4 && holds(base) && holds((base + size - 4) & ~3ull);
    fact("ram");
    number(base);
    number(size);
    word(!near ? "far" : good ? "ok" : "bad");
    say();
}

// The first word counts who came by: two guests that share the region see 0 and 1.
static void report_shared(u64 base, u64 size, const char *id) {
    volatile u32 *first = (volatile u32 *)(uptr)base;
    u32 seen = 0;
    if (base == (uptr)base) {
        seen = *first;
        *first = seen + 1;
    }
    fact("shm");
    number(base);
    number(size);
    number(seen);
    word(id ? id : "-");
    say();
}

// What the host's device answers: its first word.
static void report_device(u64 base, u64 size) {
    u32 first = *(volatile u32 *)(uptr)base;
    fact("dev");
    number(base);
    number(size);
    number(first);
    say();
}

static void report_range(const char *what, u64 base, u64 size) {
    fact(what);
    number(base);
    number(size);
    say();
}

// ---- the tree

static int compatible_with(const struct node *node, const char *wanted) {
    const char *at = node->compatible, *end = at + node->compatible_len;
    for (; at && at < end; at++) {
        if (same(at, wanted)) return 1;
        while (at < end && *at) at++;
    }
    return 0;
}

static u64 reg(const struct node *node, const struct node *parent, u32 index, u64 *size) {
    const u8 *at = node->reg + 4 * index * (parent->address_cells + parent->size_cells);
    *size = cells(at + 4 * parent->address_cells, parent->size_cells);
    return cells(at, parent->address_cells);
}

static int is_uart(const struct node *node) {
    return compatible_with(node, "arm,sbsa-uart") || compatible_with(node, "arm,pl011");
}

static void report_node(const struct node *node, const struct node *parent) {
    u32 width = 4 * (parent->address_cells + parent->size_cells);
    u32 count = node->reg && width ? node->reg_len / width : 0;
    int is_gic = compatible_with(node, "arm,gic-v3") || compatible_with(node, "arm,cortex-a15-gic") ||
                 compatible_with(node, "arm,gic-400");
    u64 size, base;
    for (u32 i = 0; i < count; i++) {
        base = reg(node, parent, i, &size);
        if (node->is_memory) report_ram(base, size);
        if (is_gic) report_range("gic", base, size);
        if (node->is_passed) {
            report_device(base, size);
            continue;
        }
        if (is_uart(node)) report_range("uart", base, size);
        if (compatible_with(node, "xen,shared-memory-v1")) report_shared(base, size, node->id);
        if (compatible_with(node, "xen,xen")) report_range(i == 0 ? "grant" : "ext", base, size);
    }
}

static void take_name(const char *from) {
    u32 i = 0;
    for (; i < NAME - 1 && from[i] && from[i] != ' '; i++) name[i] = from[i];
    name[i] = 0;
}

// What must be known before the first line: the name, and the UART it may have to go through.
static void learn_name(const char *bootargs) {
    const char *at = bootargs;
    for (; *at; at++)
        if ((at == bootargs || at[-1] == ' ') && at[0] == 'i' && at[1] == 'd' && at[2] == '=') break;
    if (*at) take_name(at + 3);
}

static void learn_node(const struct node *node, const struct node *parent) {
    u64 size;
    if (is_uart(node) && node->reg && !node->is_passed) uart = (volatile u8 *)(uptr)reg(node, parent, 0, &size);
}

static void walk(const u8 *fdt, int report) {
    const u8 *at = fdt + be32(fdt + 8);
    const char *strings = (const char *)fdt + be32(fdt + 12);
    struct node nodes[DEPTH];
    u64 initrd_start = 0, initrd_end = 0;
    int depth = 0, open = 0, passed = 0;
    for (;;) {
        u32 token = be32(at);
        at += 4;
        // Properties come before children: the next node or the end of this one means it is complete.
        if (open && (token == 1 || token == 2)) {
            open = 0;
            (report ? report_node : learn_node)(&nodes[depth], &nodes[depth - 1]);
        }
        if (token == 1) {
            if (++depth >= DEPTH) return;
            struct node *node = &nodes[depth];
            node->address_cells = 2;
            node->size_cells = 1;
            node->compatible = node->id = 0;
            node->reg = 0;
            node->is_memory = 0;
            if (depth == 2) passed = same((const char *)at, "passthrough");
            node->is_passed = passed && depth > 2;
            open = depth > 1; // the root has nothing to say
            while (*at) at++;
            at = (const u8 *)(((uptr)at + 4) & ~(uptr)3);
        } else if (token == 2) {
            if (--depth == 0) break;
        } else if (token == 3) {
            u32 length = be32(at);
            const char *property = strings + be32(at + 4);
            const u8 *value = at + 8;
            struct node *node = &nodes[depth];
            if (same(property, "#address-cells")) node->address_cells = be32(value);
            if (same(property, "#size-cells")) node->size_cells = be32(value);
            if (same(property, "reg")) node->reg = value, node->reg_len = length;
            if (same(property, "device_type")) node->is_memory = same((const char *)value, "memory");
            if (same(property, "xen,id")) node->id = (const char *)value;
            if (same(property, "compatible"))
                node->compatible = (const char *)value, node->compatible_len = length;
            if (same(property, "linux,initrd-start")) initrd_start = cells(value, length / 4);
            if (same(property, "linux,initrd-end")) initrd_end = cells(value, length / 4);
            if (!report && same(property, "bootargs")) learn_name((const char *)value);
            at = value + ((length + 3) & ~3u);
        } else if (token != 4)
            return;
    }
    if (report && initrd_start) {
        fact("initrd");
        number(initrd_start);
        number(initrd_end);
        number(*(volatile u32 *)(uptr)initrd_start);
        say();
    }
}

void guest_main(const u8 *fdt, u64 load_address) {
    take_name(given_name);
    if (((uptr)fdt & 7) || be32(fdt) != FDT_MAGIC) {
        fact("nodtb");
        number((uptr)fdt);
        say();
        return;
    }
    walk(fdt, 0);
    for (u32 i = 0; i <= (uart ? UART_REPEATS : 0); i++) {
        through_uart = i > 0;
        lines = 0;
        fact("begin");
        if (through_uart) word("uart");
        say();
        fact("entry");
        number(load_address);
        say();
        fact("dtb");
        number((uptr)fdt);
        say();
        walk(fdt, 1);
        fact("end");
        number(lines);
        say();
        // Guests with the same report must not keep step with each other.
        for (volatile u32 wait = 200000 + (u32)(load_address >> 12) % 300000; wait; wait--);
    }
}

void guest_fault(u64 esr, u64 elr, u64 far) {
    static int before;
    if (before++) return; // the UART itself is not there
    for (int i = 0; i <= (uart ? 1 : 0); i++) {
        through_uart = i;
        fact("fault");
        number(esr);
        number(elr);
        number(far);
        say();
    }
}
