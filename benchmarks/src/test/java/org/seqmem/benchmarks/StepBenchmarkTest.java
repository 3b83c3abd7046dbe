// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

/** What the step benchmark measures. */
class StepBenchmarkTest {

    @Test
    void measuresEveryModel() throws NoSuchFieldException {
        Param models = StepBenchmark.class.getDeclaredField("model").getAnnotation(Param.class);

        assertThat(Objects.requireNonNull(models).value())
                .containsExactlyInAnyOrderElementsOf(new Plugins().models());
    }
}
