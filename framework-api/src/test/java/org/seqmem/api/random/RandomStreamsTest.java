// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    /** One seed in a million would fail a correct generator; see {@link RandomStreamTest}. */
    private static final double STANDARD_ERRORS = 4.9;

    private static final int STREAMS = 100_000;

    @Property(tries = 200, seed = "20250606")
    void aStreamDependsOnNothingButSeedNameAndStep(
            @ForAll long seed,
            @ForAll @StringLength(max = 20) String name,
            @ForAll long step,
            @ForAll @IntRange(max = 9) int drawnBefore) {
        RandomStreams streams = RandomStreams.of(seed);
        RandomStream before = streams.stream(name, step);
        for (int i = 0; i < drawnBefore; i++) {
            before.nextGaussian();
        }

        long drawn = streams.stream(name, step).nextLong();

        assertThat(drawn).isEqualTo(RandomStreams.of(seed).stream(name, step).nextLong());
        assertThat(drawn).isEqualTo(RandomStreams.of(seed).family(name).at(step).nextLong());
    }

    /** By an independent program in Python: hashlib, and Philox in integers. */
    @Test
    void derivesKeysFromSeedsAndNamesAsRecorded() {
        RandomStream stream = RandomStreams.of(-1).stream("init/lstm/größe", (1L << 40) + 3);

        assertThat(stream.nextLong()).isEqualTo(0x819f894393ea451cL);
    }

    @Test
    void startsANameAtStepZero() {
        RandomStreams streams = RandomStreams.of(1);

        assertThat(streams.stream("init").nextLong())
                .isEqualTo(streams.stream("init", 0).nextLong());
    }

    @Test
    void putsNamesOfAScopeBelowItsName() {
        RandomStreams streams = RandomStreams.of(1);

        assertThat(streams.scope("init").scope("lstm").stream("bias").nextLong())
                .isEqualTo(streams.stream("init/lstm/bias").nextLong());
    }

    @Test
    void givesEverySeedNameAndStepAStreamOfItsOwn() {
        Set<Long> seen = new HashSet<>();
        int count = 0;
        for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (String name : new String[] {"", "data.train", "data.test", "a/b", "ab"}) {
                for (long step : new long[] {0, 1, 2, -1, 1L << 32, Long.MAX_VALUE}) {
                    seen.add(RandomStreams.of(seed).stream(name, step).nextLong());
                    count++;
                }
            }
        }

        assertThat(seen).hasSize(count);
    }

    @Test
    void firstNumbersOfSuccessiveStepsAreIndependentNormals() {
        RandomStreams.Family family = RandomStreams.of(20).family("data.train");
        double sum = 0;
        double squares = 0;
        double products = 0;
        double last = family.at(-1).nextGaussian();
        for (int step = 0; step < STREAMS; step++) {
            double value = family.at(step).nextGaussian();
            sum += value;
            squares += value * value;
            products += last * value;
            last = value;
        }

        double tolerance = STANDARD_ERRORS / Math.sqrt(STREAMS);
        assertThat(sum / STREAMS).isCloseTo(0, within(tolerance));
        assertThat(squares / STREAMS).isCloseTo(1, within(Math.sqrt(2) * tolerance));
        assertThat(products / STREAMS).isCloseTo(0, within(tolerance));
    }

    @Test
    void streamsOfDifferentNamesAreNotCorrelated() {
        RandomStream train = RandomStreams.of(21).stream("data.train");
        RandomStream test = RandomStreams.of(21).stream("data.test");
        double products = 0;
        for (int i = 0; i < STREAMS; i++) {
            products += train.nextGaussian() * test.nextGaussian();
        }

        assertThat(products / STREAMS).isCloseTo(0, within(STANDARD_ERRORS / Math.sqrt(STREAMS)));
    }
}
