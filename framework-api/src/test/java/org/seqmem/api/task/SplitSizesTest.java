// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitSizesTest {

    @Test
    void needNoTrainingSetWhenDataAreFresh() {
        assertThat(new SplitSizes(OptionalInt.empty(), 1, 1).train()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "1, 1, -5"})
    void rejectsEmptySplits(int train, int validation, int test) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SplitSizes(OptionalInt.of(train), validation, test))
                .withMessage("every split has at least one sequence");
    }
}
