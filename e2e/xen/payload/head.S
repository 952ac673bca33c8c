// The head of the guest: arm64 Image header, entry, exception vector.
//
// The image is loaded at rambase + text_offset and entered at EL1 with the MMU off and x0 = device tree.
// It runs from any multiple of 2 KiB (VBAR_EL1 has no finer grain).

    .section .head, "ax"
    .global _start
_start:
    b       entry                   // code0
    .word   0                       // code1
    .quad   0                       // text_offset: guest.mjs writes another one on request
    .quad   _image_size             // with the state and the stack, which are not in the file
    .quad   0xa                     // flags: little endian, 4 KiB pages, anywhere in RAM
    .quad   0, 0, 0                 // reserved
    .ascii  "ARM\x64"               // magic
    .word   0

entry:
    adr     x1, _state
    adr     x2, _stack_top
    mov     sp, x2
1:  str     xzr, [x1], #8           // state and stack, nothing of the device tree's
    cmp     x1, x2
    b.lo    1b
    adr     x1, _start
    msr     vbar_el1, x1
    isb
    bl      guest_main              // (device tree, load address)
stop:
    wfi
    b       stop

    // What the guest calls itself when its bootargs have no id=: payload.mjs writes it here.
    .org    0x180
    .global given_name
given_name:
    .space  48

    // The only exception that can happen is synchronous, from EL1 with SP_EL1. The space of the vectors before it
    // holds the code above, the space of those behind it the rest of the guest: the file has to fit one page.
    .org    0x200
    adr     x3, _stack_top          // whatever was going on is over
    mov     sp, x3
    mrs     x0, esr_el1
    mrs     x1, elr_el1
    mrs     x2, far_el1
    bl      guest_fault
    b       stop
