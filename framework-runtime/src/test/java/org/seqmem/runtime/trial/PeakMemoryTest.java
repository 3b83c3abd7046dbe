// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    private static final long MANY_BYTES = 256L << 20;

    @Test
    void seesWhatWasHeldAndGivenBack() {
        PeakMemory memory = PeakMemory.watch();
        assumeTrue(memory.bytes().isPresent(), "this system does not tell");
        long before = memory.bytes().orElseThrow();

        holdForAMoment();

        assertThat(memory.bytes().orElseThrow()).isGreaterThan(before + MANY_BYTES / 2);
    }

    @Test
    void forgetsWhatWasHeldBefore() {
        PeakMemory first = PeakMemory.watch();
        assumeTrue(first.bytes().isPresent(), "this system does not tell");
        holdForAMoment();
        long peak = first.bytes().orElseThrow();

        PeakMemory second = PeakMemory.watch();

        assertThat(second.bytes().orElseThrow()).isLessThan(peak - MANY_BYTES / 2);
    }

    @Test
    void isKnownOnLinux() {
        assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "not Linux");

        assertThat(PeakMemory.watch().bytes()).isPresent();
    }

    /** Outside the heap of Java, as tensors are. */
    private static void holdForAMoment() {
        try (Memory block = new Memory(MANY_BYTES)) {
            block.clear();
        }
    }
}
