// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.seqmem.api.task.SequenceShape;

class AheadTest {

    private static final SequenceShape SHAPE = new SequenceShape(1, 1, 1);

    /** Longer than any machine needs to start a thread; a failure, not a measure. */
    private static final int PATIENCE = 60;

    private final Queue<Long> drawn = new ConcurrentLinkedQueue<>();

    private Split draw(long step) {
        drawn.add(step);
        return new Split(SHAPE, 1, new double[] {step}, new double[] {-step});
    }

    @Test
    void giveEveryStepItsDataInWhateverOrderTheyAreAskedFor() {
        Ahead<Split> ahead = new Ahead<>(this::draw);
        for (long step : new long[] {0, 1, 2, 7, 8, 3, 3}) {
            assertThat(ahead.at(step).inputs()).containsExactly((double) step);
        }
    }

    @Test
    void drawTheNextStepWithoutBeingAsked() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        Ahead<Split> ahead =
                new Ahead<>(
                        step -> {
                            Split split = draw(step);
                            if (step == 6) {
                                second.countDown();
                            }
                            return split;
                        });
        ahead.at(5);
        assertThat(second.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(ahead.at(6).inputs()).containsExactly(6);
        assertThat(drawn.stream().filter(step -> step == 6)).hasSize(1);
    }

    @Test
    void tellOfAFailureAtTheStepThatItBelongsTo() {
        Ahead<Split> ahead =
                new Ahead<>(
                        step -> {
                            if (step == 1) {
                                throw new IllegalStateException("no data");
                            }
                            return draw(step);
                        });
        assertThat(ahead.at(0).inputs()).containsExactly(0);
        assertThatIllegalStateException().isThrownBy(() -> ahead.at(1)).withMessage("no data");
    }
}
