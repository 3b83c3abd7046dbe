// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.api.launch.WorkTimes.Part;
import org.seqmem.api.launch.WorkTimes.Span;

/**
 * Adds up how long the parts of a job take, and tells about once a second, so that a step pays two
 * additions. Of one thread.
 */
public final class Stopwatch {

    /** Nobody looks more often. */
    private static final long NANOS_BETWEEN_TELLINGS = 1_000_000_000;

    private static final long MICROSECOND = 1_000;

    /** From the smallest step there is to the largest anybody waits for, three to a decade. */
    private static final long[] BOUNDS = {
        100 * MICROSECOND,
        200 * MICROSECOND,
        500 * MICROSECOND,
        1_000 * MICROSECOND,
        2_000 * MICROSECOND,
        5_000 * MICROSECOND,
        10_000 * MICROSECOND,
        20_000 * MICROSECOND,
        50_000 * MICROSECOND,
        100_000 * MICROSECOND,
        200_000 * MICROSECOND,
        500_000 * MICROSECOND,
        1_000_000 * MICROSECOND,
        2_000_000 * MICROSECOND,
        5_000_000 * MICROSECOND,
        10_000_000 * MICROSECOND,
    };

    private final Map<Part, Sums> sums = new EnumMap<>(Part.class);
    private final Consumer<WorkTimes> listener;
    private final LongSupplier nanoTime;
    private long told;

    private static final class Sums {
        private final long[] counts = new long[BOUNDS.length + 1];
        private final long[] nanos = new long[BOUNDS.length + 1];
    }

    /**
     * @param listener told
     * @param nanoTime a clock that only runs forward
     */
    public Stopwatch(Consumer<WorkTimes> listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.told = nanoTime.getAsLong();
        for (Part part : Part.values()) {
            sums.put(part, new Sums());
        }
    }

    /**
     * The lengths between which steps are added up together: the mean of such a sum lies between
     * the same two.
     */
    public static List<Duration> bounds() {
        return LongStream.of(BOUNDS).mapToObj(Duration::ofNanos).toList();
    }

    /** Something took so long. */
    public void spent(Part part, long nanos) {
        Sums sum = sums.get(part);
        if (sum == null) {
            throw new IllegalStateException(part.name()); // every part has one
        }
        // those that are not drawn as a distribution are one number
        int length = part == Part.STEP ? length(nanos) : 0;
        sum.counts[length]++;
        sum.nanos[length] += nanos;
        if (part == Part.STEP && nanoTime.getAsLong() - told >= NANOS_BETWEEN_TELLINGS) {
            tell();
        }
    }

    /** The number of the first bound that is not passed. */
    private static int length(long nanos) {
        int length = 0;
        while (length < BOUNDS.length && nanos > BOUNDS[length]) {
            length++;
        }
        return length;
    }

    /** Tells what has not been told. */
    public void tell() {
        told = nanoTime.getAsLong();
        Map<Part, List<Span>> spans = new EnumMap<>(Part.class);
        sums.forEach(
                (part, sum) -> {
                    List<Span> of = new ArrayList<>();
                    for (int i = 0; i < sum.counts.length; i++) {
                        if (sum.counts[i] > 0) {
                            of.add(new Span(sum.counts[i], sum.nanos[i]));
                            sum.counts[i] = 0;
                            sum.nanos[i] = 0;
                        }
                    }
                    if (!of.isEmpty()) {
                        spans.put(part, of);
                    }
                });
        if (!spans.isEmpty()) {
            listener.accept(new WorkTimes(spans));
        }
    }
}
