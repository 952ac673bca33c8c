// The boot loader's last step on a 32-bit machine: entered in Hyp mode by QEMU, hands the blob to Xen.
//
// As ../stub.S; the numbers behind the code are 64 bits wide there too, of which the upper halves are not looked at.

    .arm
    .section .head, "ax"
    .global _start
_start:
    adr     r9, numbers
    ldr     r10, [r9], #8
    ldr     r11, [r9], #8
next:
    ldr     r1, [r9], #8
    ldr     r2, [r9], #8
    ldr     r3, [r9], #8
    cmp     r3, #0
    beq     enter
carry:
    ldrb    r4, [r1], #1
    strb    r4, [r2], #1
    subs    r3, r3, #1
    bne     carry
    b       next
enter:
    mov     r0, #0
    mvn     r1, #0                  // no machine number: a device tree
    mov     r2, r10
    bx      r11
    .balign 8
numbers:
