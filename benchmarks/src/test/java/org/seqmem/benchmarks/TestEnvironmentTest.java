// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build hands every test the environment that a worker has. */
class TestEnvironmentTest {

    @Test
    void testsRunOfflineWithOneMathThread() {
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getenv("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(System.getenv("OMP_NUM_THREADS")).isEqualTo("1");
    }
}
