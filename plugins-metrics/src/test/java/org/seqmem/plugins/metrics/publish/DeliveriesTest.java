// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final List<String> notes = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries("the collector", notes::add);

    @Test
    void saysTheFirstFailureAndCountsTheOthers() {
        deliveries.attempt(() -> {});
        deliveries.attempt(DeliveriesTest::refused);
        deliveries.attempt(DeliveriesTest::refused);
        deliveries.attempt(
                () -> {
                    throw new IllegalStateException();
                });
        assertThat(notes).containsExactly("cannot deliver to the collector, and tries on: refused");

        deliveries.sum();
        assertThat(notes).hasSize(2).last().isEqualTo("3 of 4 deliveries to the collector failed");
    }

    @Test
    void hasNothingMoreToSayOfASingleFailure() {
        deliveries.attempt(DeliveriesTest::refused);
        deliveries.sum();
        assertThat(notes).hasSize(1);
    }

    private static void refused() throws IOException {
        throw new IOException("refused");
    }
}
