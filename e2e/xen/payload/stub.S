// The boot loader's last step: entered at EL2 by QEMU, hands the blob to Xen.
//
// QEMU writes its own device tree over the first MiB of RAM when it resets the machine. What the layout has there
// is loaded elsewhere and carried to its place by this loop. The numbers stand behind the code (payload.mjs):
//   device tree, Xen, then (from, to, length) for each piece to carry, length 0 at the end.

    .section .head, "ax"
    .global _start
_start:
    adr     x9, numbers
    ldp     x10, x11, [x9], #16
next:
    ldp     x1, x2, [x9], #16
    ldr     x3, [x9], #8
    cbz     x3, enter
carry:
    ldrb    w4, [x1], #1
    strb    w4, [x2], #1
    subs    x3, x3, #1
    b.ne    carry
    b       next
enter:
    mov     x0, x10
    mov     x1, xzr
    mov     x2, xzr
    mov     x3, xzr
    br      x11
    .balign 8
numbers:
