// The list of the catalogue: one line per rule, one file per rule.

export * as fdtBlobInvalid from './parse/fdt-blob-invalid.ts';
export * as fdtOverlapsXen from './parse/fdt-overlaps-xen.ts';
export * as memreserveTooMany from './parse/memreserve-too-many.ts';
export * as ramAddrWidth from './parse/ram-addr-width.ts';
export * as ramNoDeviceType from './parse/ram-no-device-type.ts';
export * as ramNone from './parse/ram-none.ts';
export * as ramRegMissing from './parse/ram-reg-missing.ts';
export * as ramTooMany from './parse/ram-too-many.ts';
export * as staticCellsGt2 from './parse/static-cells-gt2.ts';
export * as staticCellsInvalid from './parse/static-cells-invalid.ts';
export * as staticTrailingCells from './parse/static-trailing-cells.ts';

export * as arm32XenheapHole from './memory/arm32-xenheap-hole.ts';
export * as arm32XenheapParam from './memory/arm32-xenheap-param.ts';
export * as arm32XenheapSize from './memory/arm32-xenheap-size.ts';
export * as arm32XenheapStatic from './memory/arm32-xenheap-static.ts';
export * as bootmemFragments from './memory/bootmem-fragments.ts';
export * as directmapTooSmall from './memory/directmap-too-small.ts';
export * as fdtRelocNomem from './memory/fdt-reloc-nomem.ts';
export * as frametableNoSpace from './memory/frametable-no-space.ts';
export * as frametableTooSmall from './memory/frametable-too-small.ts';
export * as noFreeBootmem from './memory/no-free-bootmem.ts';
export * as ramBanksOverlap from './memory/ram-banks-overlap.ts';
export * as xenLoadTooHigh from './memory/xen-load-too-high.ts';
export * as xenOutsideRam from './memory/xen-outside-ram.ts';

export * as resvCellsDefault from './reserved/resv-cells-default.ts';
export * as resvChildNamedMemory from './reserved/resv-child-named-memory.ts';
export * as resvDisabled from './reserved/resv-disabled.ts';
export * as resvOverlap from './reserved/resv-overlap.ts';
export * as resvTooMany from './reserved/resv-too-many.ts';

export * as modAcrossBanks from './modules/mod-across-banks.ts';
export * as modCmdlineLong from './modules/mod-cmdline-long.ts';
export * as modDom0DomUShare from './modules/mod-dom0-domU-share.ts';
export * as modKernelLost from './modules/mod-kernel-lost.ts';
export * as modLegacyNames from './modules/mod-legacy-names.ts';
export * as modNoReg from './modules/mod-no-reg.ts';
export * as modNotAKernel from './modules/mod-not-a-kernel.ts';
export * as modOutsideRam from './modules/mod-outside-ram.ts';
export * as modOverlap from './modules/mod-overlap.ts';
export * as modOverlap417 from './modules/mod-overlap-417.ts';
export * as modPathLong from './modules/mod-path-long.ts';
export * as modRamdiskLost from './modules/mod-ramdisk-lost.ts';
export * as modRegShort from './modules/mod-reg-short.ts';
export * as modTooMany from './modules/mod-too-many.ts';

export * as doubleInitStatic from './static/double-init-static.ts';
export * as staticBankTooLarge from './static/static-too-big.ts';
export * as staticBanksTooMany from './static/static-banks-too-many.ts';
export * as staticConfigOff from './static/static-config-off.ts';
export * as staticDmBanksTooMany from './static/static-dm-banks-too-many.ts';
export * as staticEmpty from './static/static-empty.ts';
export * as staticGuestBanks from './static/static-guest-banks.ts';
export * as staticInHoleOther1g from './static/static-in-hole-other-1g.ts';
export * as staticInHoleSame1g from './static/static-in-hole-same-1g.ts';
export * as staticIpaTooSmall from './static/static-ipa-too-small.ts';
export * as staticLlc from './static/static-llc.ts';
export * as staticMemreserve from './static/static-memreserve.ts';
export * as staticNodeDisabled from './static/static-node-disabled.ts';
export * as staticOddPage416 from './static/static-odd-page-416.ts';
export * as staticOutsideAbove from './static/static-outside-above.ts';
export * as staticOutsideBelow from './static/static-outside-below.ts';
export * as staticOverlap from './static/static-overlap.ts';
export * as staticOverlapModule from './static/static-overlap-module.ts';
export * as staticSumBug3g from './static/static-sum-bug-3g.ts';
export * as staticSumLess from './static/static-sum-less.ts';
export * as staticSumMore from './static/static-sum-more.ts';
export * as staticSwallowsOwnKernel from './static/static-swallows-own-kernel.ts';
export * as staticUnalignedSize from './static/static-unaligned-size.ts';
export * as staticUnalignedStart from './static/static-unaligned-start.ts';
export * as staticZeroSize from './static/static-zero-size.ts';

export * as cpusMissing from './domain/cpus-missing.ts';
export * as cpusZero from './domain/cpus-zero.ts';
export * as dynSubpage from './domain/dyn-subpage.ts';
export * as dynZero from './domain/dyn-zero.ts';
export * as memoryMissing from './domain/memory-missing.ts';
export * as vcpusMax from './domain/vcpus-max.ts';
export * as xsNoDom0 from './domain/xs-no-dom0.ts';

export * as directMapNeedsStatic from './direct-map/direct-map-needs-static.ts';
export * as dmBank0Small from './direct-map/dm-bank0-small.ts';
export * as dmGnttabOverlap from './direct-map/dm-gnttab-overlap.ts';
export * as dmRamOverMmio from './direct-map/dm-ram-over-mmio.ts';
export * as dmShmMismatch from './direct-map/dm-shm-mismatch.ts';
export * as dmShmNoPaddr from './direct-map/dm-shm-no-paddr.ts';
export * as dmUartIrq from './direct-map/dm-uart-irq.ts';
export * as dmVcpusGicr from './direct-map/dm-vcpus-gicr.ts';
export * as dmVpl011NoUart from './direct-map/dm-vpl011-no-uart.ts';
export * as dmVpl011SmallUart from './direct-map/dm-vpl011-small-uart.ts';
export * as vpl011NrSpis from './direct-map/vpl011-nr-spis.ts';

export * as dom0MemDefault from './heap/dom0-mem-default.ts';
export * as dom0MemNomem from './heap/dom0-mem-nomem.ts';
export * as heapDomainNomem from './heap/heap-domain-nomem.ts';
export * as heapForStaticDomain from './heap/heap-for-static-domain.ts';
export * as heapOutsideRam from './heap/heap-outside-ram.ts';
export * as heapOverlap from './heap/heap-overlap.ts';
export * as hwdomBank0 from './heap/hwdom-bank0.ts';
export * as p2mPool from './heap/p2m-pool.ts';
export * as p2mPoolNomem from './heap/p2m-pool-nomem.ts';

export * as dtbTooBig from './placement/dtb-too-big.ts';
export * as placeBss from './placement/place-bss.ts';
export * as placeKernelNone from './placement/place-kernel-none.ts';
export * as placeNone from './placement/place-none.ts';
export * as placeOutsideRam from './placement/place-outside-ram.ts';
export * as placeTooSmall from './placement/place-too-small.ts';

export * as shm418SecondRef from './shared/shm-418-second-ref.ts';
export * as shmAlignG from './shared/shm-align-g.ts';
export * as shmAlignP from './shared/shm-align-p.ts';
export * as shmAlignS from './shared/shm-align-s.ts';
export * as shmCells from './shared/shm-cells.ts';
export * as shmConfigOff from './shared/shm-config-off.ts';
export * as shmGuestOverlapsRam from './shared/shm-guest-overlaps-ram.ts';
export * as shmHeapNomem from './shared/shm-heap-nomem.ts';
export * as shmIdEmpty from './shared/shm-id-empty.ts';
export * as shmIdLong from './shared/shm-id-long.ts';
export * as shmIdMissing from './shared/shm-id-missing.ts';
export * as shmLen from './shared/shm-len.ts';
export * as shmMemMissing from './shared/shm-mem-missing.ts';
export * as shmMixedRoles from './shared/shm-mixed-roles.ts';
export * as shmNoOwner from './shared/shm-no-owner.ts';
export * as shmOtherIdSameRange from './shared/shm-other-id-same-range.ts';
export * as shmOutsideRam from './shared/shm-outside-ram.ts';
export * as shmOverlap from './shared/shm-overlap.ts';
export * as shmRole from './shared/shm-role.ts';
export * as shmSameId from './shared/shm-same-id.ts';
export * as shmTooMany from './shared/shm-too-many.ts';
export * as shmTwoOwners from './shared/shm-two-owners.ts';
export * as shmWrap from './shared/shm-wrap.ts';
export * as shmZero from './shared/shm-zero.ts';

export * as mmioVsRam from './guest/mmio-vs-ram.ts';

export * as notInRelease from './target/not-in-release.ts';

export * as ptBlobInvalid from './passthrough/pt-blob-invalid.ts';
export * as ptCells from './passthrough/pt-cells.ts';
export * as ptDeviceTaken from './passthrough/pt-device-taken.ts';
export * as ptHostRam from './passthrough/pt-host-ram.ts';
export * as ptIrqNotSpi from './passthrough/pt-irq-not-spi.ts';
export * as ptIrqNrSpis from './passthrough/pt-irq-nr-spis.ts';
export * as ptIrqTaken from './passthrough/pt-irq-taken.ts';
export * as ptMapFailed from './passthrough/pt-map-failed.ts';
export * as ptMissing from './passthrough/pt-missing.ts';
export * as ptNoIommu from './passthrough/pt-no-iommu.ts';
export * as ptNoNode from './passthrough/pt-no-node.ts';
export * as ptOverEmulated from './passthrough/pt-over-emulated.ts';
export * as ptOverlapsRam from './passthrough/pt-overlaps-ram.ts';
export * as ptPhandle from './passthrough/pt-phandle.ts';
export * as ptRegAlign from './passthrough/pt-reg-align.ts';
export * as ptShared from './passthrough/pt-shared.ts';
export * as ptZeroSize from './passthrough/pt-zero-size.ts';

export * as evtchnAsymmetric from './evtchn/evtchn-asymmetric.ts';
export * as evtchnConfigOff from './evtchn/evtchn-config-off.ts';
export * as evtchnMissing from './evtchn/evtchn-missing.ts';
export * as evtchnNoDomain from './evtchn/evtchn-no-domain.ts';
export * as evtchnNoRemote from './evtchn/evtchn-no-remote.ts';
export * as evtchnNotEnhanced from './evtchn/evtchn-not-enhanced.ts';
export * as evtchnPort from './evtchn/evtchn-port.ts';
export * as evtchnShort from './evtchn/evtchn-short.ts';

export * as grantFramesZero from './options/grant-frames-zero.ts';
export * as grantOverflow from './options/grant-overflow.ts';
export * as grantVersion from './options/grant-version.ts';
export * as iommuLeak419 from './options/iommu-leak-419.ts';
export * as llcOffColors from './options/llc-off-colors.ts';
export * as msaNoMpu from './options/msa-no-mpu.ts';
export * as nrSpisMax from './options/nr-spis-max.ts';
export * as sciType from './options/sci-type.ts';
export * as sveOff from './options/sve-off.ts';
export * as trapUnmapped from './options/trap-unmapped.ts';

export * as capsInvalid from './capabilities/caps-invalid.ts';
export * as capsTwoHardware from './capabilities/caps-two-hardware.ts';
export * as capsTwoXenstore from './capabilities/caps-two-xenstore.ts';
export * as hwdomBlob from './capabilities/hwdom-blob.ts';
export * as hwdomNrSpis from './capabilities/hwdom-nr-spis.ts';
export * as hwdomPassthrough from './capabilities/hwdom-passthrough.ts';
export * as hwdomStatic from './capabilities/hwdom-static.ts';

export * as affinityEmpty from './affinity/affinity-empty.ts';
export * as affinityNoId from './affinity/affinity-no-id.ts';
export * as affinityNoPcpu from './affinity/affinity-no-pcpu.ts';
export * as affinityNoVcpu from './affinity/affinity-no-vcpu.ts';

export * as llcColorCount from './coloring/llc-color-count.ts';
export * as llcDom0Colors from './coloring/llc-dom0-colors.ts';
export * as llcDomainColors from './coloring/llc-domain-colors.ts';
export * as llcWaySize from './coloring/llc-way-size.ts';
export * as llcXenColors from './coloring/llc-xen-colors.ts';
export * as llcXenRelocNomem from './coloring/llc-xen-reloc-nomem.ts';
