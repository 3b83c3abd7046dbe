// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.api.launch.WorkTimes.Part;
import org.seqmem.api.launch.WorkTimes.Span;

class StopwatchTest {

    private static final long SECOND = 1_000_000_000;

    private final List<WorkTimes> told = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final Stopwatch watch = new Stopwatch(told::add, clock::get);

    @Test
    void addsUpStepsOfAboutEqualLength() {
        watch.spent(Part.STEP, 1_100_000);
        watch.spent(Part.STEP, 1_900_000);
        watch.spent(Part.STEP, 2_000_000); // a bound belongs to what lies below it
        watch.spent(Part.STEP, 2_000_001);
        watch.tell();

        assertThat(told)
                .containsExactly(
                        new WorkTimes(
                                Map.of(
                                        Part.STEP,
                                        List.of(new Span(3, 5_000_000), new Span(1, 2_000_001)))));
    }

    @Test
    void tellsOnceASecondAndNothingTwice() {
        watch.spent(Part.DATA_WAIT, 7);
        watch.spent(Part.STEP, 10);
        assertThat(told).isEmpty();

        clock.set(SECOND);
        watch.spent(Part.STEP, 10);
        assertThat(told)
                .containsExactly(
                        new WorkTimes(
                                Map.of(
                                        Part.STEP, List.of(new Span(2, 20)),
                                        Part.DATA_WAIT, List.of(new Span(1, 7)))));

        watch.spent(Part.CHECKPOINT, 5);
        watch.tell();
        watch.tell();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).spans()).containsOnlyKeys(Part.CHECKPOINT);
    }

    @Test
    void fitsIntoOneMessageWhateverHappened() throws IOException {
        long longest = 1_000_000 * SECOND;
        for (long nanos = 1; nanos < longest; nanos *= 2) {
            watch.spent(Part.STEP, nanos);
        }
        for (Part part : Part.values()) {
            watch.spent(part, longest);
        }
        watch.tell();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MessageWriter(out).write(new Message.Timed("0123456789ab", told.get(0)));
        assertThat(out.size()).isLessThan(MessageWriter.LONGEST / 2);
    }
}
