// The head of the guest as a 32-bit zImage: header, entry, exception vectors.
//
// Loaded by Xen where it likes (start 0: position independent) and entered in SVC mode with the MMU off and
// r2 = device tree. VBAR has no finer grain than 32 bytes.

    .arm
    .arch_extension virt
    .section .head, "ax"
    .global _start
_start:
    b       entry
    .rept   8
    nop
    .endr
    .word   0x016f2818              // magic, 0x24 bytes in
    .word   0                       // start: anywhere
    .word   _file_size              // end
    b       entry

entry:
    mov     r0, r2
    adrl    r1, _start
    add     r2, r1, #0x1000         // _state
    add     r3, r1, #0x2000         // _stack_top
    mov     sp, r3
    mov     r4, #0
1:  str     r4, [r2], #4            // state and stack, nothing of the device tree's
    cmp     r2, r3
    blo     1b
    adrl    r3, vectors
    mcr     p15, 0, r3, c12, c0, 0  // VBAR
    isb
    mov     r2, r1                  // load address, a 64-bit argument in r2 and r3
    mov     r3, #0
    bl      guest_main              // (device tree, load address)
stop:
    wfi
    b       stop

fault:
    adrl    r3, _start
    add     sp, r3, #0x2000         // whatever was going on is over: abort mode has no stack of its own
    mrc     p15, 0, r0, c5, c0, 0   // DFSR
    mov     r1, #0
    mov     r2, lr
    mov     r3, #0
    mrc     p15, 0, r4, c6, c0, 0   // DFAR
    mov     r5, #0
    push    {r4, r5}
    bl      guest_fault
    b       stop

    // What the guest calls itself when its bootargs have no id=: payload.mjs writes it here.
    .org    0x180
    .global given_name
given_name:
    .space  48

    .org    0x1c0
vectors:
    .rept   8
    b       fault
    .endr
