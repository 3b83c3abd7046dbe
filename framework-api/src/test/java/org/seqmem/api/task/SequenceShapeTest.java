// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceShapeTest {

    @Test
    void maySpanASingleStep() {
        assertThat(new SequenceShape(1, 1, 1).length()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-128, 1, 1"})
    void rejectsSizesBelowOne(int length, int inputSize, int outputSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceShape(length, inputSize, outputSize))
                .withMessageContaining("(length " + length + ", input size " + inputSize);
    }
}
